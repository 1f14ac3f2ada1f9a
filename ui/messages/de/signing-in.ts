import type { signingIn as english } from '../en/signing-in.ts';

export const signingIn: typeof english = {
  or: 'oder',
  lastUsed: 'Zuletzt benutzt',
  continueWith: (provider) => `Weiter mit ${provider}`,
  signIn: {
    title: 'Anmelden',
    newHere: 'Neu hier?',
    register: 'Konto anlegen',
    confirm: 'Adresse bestätigen',
    rememberMe: 'Auf diesem Gerät angemeldet bleiben',
    submit: 'Anmelden',
    submitting: 'Wird angemeldet …',
    notices: {
      'signed-out': { title: 'Sie sind abgemeldet', text: 'Bis bald.' },
      'email-verified': {
        title: 'Ihre Adresse ist bestätigt',
        text: 'Melden Sie sich mit dem Passwort an, das Sie gewählt haben.',
      },
      'session-ended': {
        title: 'Ihre Sitzung ist beendet',
        text: 'Melden Sie sich neu an, dann geht es weiter, wo Sie waren.',
      },
    },
  },
  sessionOver: {
    title: 'Melden Sie sich an, um fortzufahren',
    lead: 'Diese Sitzung ist beendet.',
    goOn: 'Weiter',
  },
  register: {
    title: 'Konto anlegen',
    byLetter:
      'Wir schicken eine E-Mail an Ihre Adresse, damit Sie bestätigen, dass sie Ihnen gehört.',
    eitherWay:
      'Mit einem Konto, das Sie anderswo haben, oder mit Ihrer E-Mail-Adresse: Wir schicken eine E-Mail, damit Sie bestätigen, dass sie Ihnen gehört.',
    haveOne: 'Schon ein Konto?',
    signIn: 'Anmelden',
    submit: 'Konto anlegen',
    submitting: 'Konto wird angelegt …',
  },
  signOut: {
    title: 'Abmelden?',
    pageTitle: 'Abmelden',
    signedInAs: (address) => ['Sie sind angemeldet als ', address, '.'],
    stay: 'Angemeldet bleiben',
    submit: 'Abmelden',
    submitting: 'Wird abgemeldet …',
    outTitle: 'Sie sind abgemeldet',
    outLead: 'Auf diesem Gerät gibt es keine Sitzung.',
    signIn: 'Anmelden',
  },
  reauthenticate: {
    title: 'Bestätigen Sie, dass Sie es sind',
    signedInAs: (address) => ['Sie sind angemeldet als ', address, '.'],
    byPassword: 'Für den nächsten Schritt brauchen wir Ihr Passwort.',
    byEither: 'Für den nächsten Schritt melden Sie sich bitte noch einmal an.',
    notYou: 'Nicht Ihr Konto?',
    other: 'Anderes Konto verwenden',
    submit: 'Bestätigen',
    submitting: 'Wird bestätigt …',
    noWayTitle: 'Das lässt sich gerade nicht bestätigen',
    noWayText:
      'Dieses Konto hat kein Passwort, und diese Website bietet den Dienst nicht mehr an, über den Sie sich angemeldet haben. Fragen Sie den Support.',
  },
  checkEmail: {
    title: 'Adresse bestätigen',
    sentTo: (address) => [
      'Wir haben eine E-Mail an ',
      address,
      ' geschickt. Drücken Sie den Knopf darin oder geben Sie hier den Code daraus ein.',
    ],
    sent: 'Drücken Sie den Knopf in der E-Mail, die wir Ihnen geschickt haben, oder geben Sie hier den Code daraus ein.',
    notYours: 'Nicht Ihre Adresse?',
    again: 'Von vorn beginnen',
    noAccount: 'Noch kein Konto?',
    createOne: 'Konto anlegen',
    signIn: 'Anmelden',
    codeHint: '8 Ziffern',
    submit: 'Adresse bestätigen',
    submitting: 'Wird geprüft …',
    noLetterTitle: 'Keine E-Mail da?',
    noLetterText:
      'Es kann eine Minute dauern, und sie kann im Spam liegen. Wir schicken höchstens einmal in der Minute eine neue; nur die neueste zählt.',
    resend: 'Neue E-Mail senden',
    resending: 'Wird gesendet …',
    resentTitle: 'Sehen Sie in Ihr Postfach',
    resentText: 'Wenn diese Adresse auf ihre Bestätigung wartet, ist eine neue E-Mail unterwegs.',
    confirmedTitle: 'Adresse bestätigt',
    confirmedText: 'Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.',
  },
  verifyEmail: {
    title: 'Adresse bestätigen',
    lead: 'Ein Druck auf den Knopf, und Sie können sich mit der Adresse anmelden.',
    submit: 'Adresse bestätigen',
    submitting: 'Wird bestätigt …',
    newLetter: 'Neue E-Mail senden',
    signIn: 'Anmelden',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Die Links in unseren E-Mails gelten 24 Stunden. Wir können Ihnen einen neuen schicken.',
      },
      invalid: {
        title: 'Dieser Link gilt nicht',
        text: 'Er wurde schon benutzt, durch einen neueren ersetzt oder unterwegs abgeschnitten. Wenn Sie Ihre Adresse schon bestätigt haben, melden Sie sich einfach an.',
      },
    },
  },
  authError: {
    pageTitle: 'Anmeldung nicht möglich',
    kind: 'Anmeldung',
    code: 'Code:',
    ways: {
      signIn: 'Zurück zur Anmeldung',
      connections: 'Ihre Verbindungen',
      start: 'Zurück zum Anfang',
      account: 'Ihr Konto',
      confirm: 'Adresse bestätigen',
    },
  },
};
