import type { recovery as english } from '../en/recovery.ts';

export const recovery: typeof english = {
  forgot: {
    title: 'Passwort vergessen?',
    lead: 'Geben Sie die Adresse Ihres Kontos ein. Wir schicken Ihnen eine E-Mail mit einem Link, über den Sie ein neues Passwort wählen.',
    submit: 'E-Mail senden',
    submitting: 'Wird gesendet …',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sentText:
      'Wenn es zu dieser Adresse ein Konto gibt, ist eine E-Mail unterwegs. Das kann eine Minute dauern, und sie kann im Spam liegen.',
    again: 'Noch einmal senden',
    signIn: 'Zurück zur Anmeldung',
    remembered: 'Wieder eingefallen?',
    confirmedTitle: 'Ihre Adresse ist bestätigt',
    confirmedText:
      'Ihr Konto hat noch kein Passwort. Fordern Sie hier eine E-Mail an und wählen Sie es über den Link darin.',
  },
  reset: {
    title: 'Neues Passwort wählen',
    leadFor: (address) => `Für das Konto von ${address}.`,
    lead: 'Alle Ihre Geräte werden abgemeldet, und Sie melden sich mit dem neuen Passwort an.',
    submit: 'Passwort speichern',
    submitting: 'Wird gespeichert …',
    doneTitle: 'Ihr neues Passwort gilt',
    doneText: 'Alle Geräte sind abgemeldet. Melden Sie sich mit dem neuen Passwort an.',
    signIn: 'Anmelden',
    askAgain: 'Neue E-Mail senden',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Links für ein neues Passwort gelten eine Stunde. Wir können Ihnen einen neuen schicken.',
      },
      invalid: {
        title: 'Dieser Link gilt nicht',
        text: 'Er wurde schon benutzt, durch einen neueren ersetzt oder unterwegs abgeschnitten. Es zählt nur der Link aus der neuesten E-Mail.',
      },
      missing: {
        title: 'Öffnen Sie den Link aus Ihrer E-Mail',
        text: 'Ein neues Passwort wählen Sie über den Link in unserer E-Mail. Öffnen Sie ihn noch einmal aus Ihrem Postfach oder fordern Sie eine neue E-Mail an.',
      },
    },
  },
  first: {
    title: 'Passwort',
    lead: 'Sie melden sich mit einem anderen Dienst an, und dieses Konto hat kein Passwort. Mit einem Passwort können Sie sich auch ohne diesen Dienst anmelden.',
    submit: 'Passwort festlegen',
    submitting: 'Wird gespeichert …',
    doneTitle: 'Passwort festgelegt',
    doneText:
      'Sie können sich mit Ihrer Adresse und diesem Passwort anmelden. Alle anderen Geräte sind abgemeldet; dieses bleibt angemeldet.',
  },
};
