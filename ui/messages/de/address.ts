import type { address as english } from '../en/address.ts';

export const address: typeof english = {
  change: {
    title: 'E-Mail-Adresse',
    lead: (address) => `Sie melden sich mit ${address} an, und unsere Post geht dorthin.`,
    hint: 'Wir schicken eine E-Mail dorthin. Ihre Adresse bleibt, wie sie ist, bis Sie die neue darin bestätigen.',
    submit: 'Adresse ändern',
    submitting: 'Wird gesendet …',
    sentTitle: 'Sehen Sie im Posteingang der neuen Adresse nach',
    sentText: (address) =>
      `Wenn ${address} verwendet werden kann, ist eine E-Mail dorthin unterwegs. Bestätigen Sie die Adresse innerhalb von 24 Stunden über den Link darin; bis dahin ändert sich nichts.`,
  },
  confirm: {
    title: 'Neue Adresse bestätigen',
    leadFor: (address) => `${address} wird die Adresse Ihres Kontos.`,
    lead: 'Ab dann melden Sie sich mit ihr an. Alle Ihre Geräte werden abgemeldet, und Ihre alte Adresse erhält eine E-Mail.',
    submit: 'Adresse bestätigen',
    submitting: 'Wird bestätigt …',
    doneTitle: 'Ihre Adresse ist geändert',
    doneHere:
      'Ab jetzt melden Sie sich mit ihr an. Alle anderen Geräte sind abgemeldet; dieses bleibt angemeldet.',
    doneElsewhere: 'Alle Geräte sind abgemeldet. Melden Sie sich mit der neuen Adresse an.',
    onward: 'Ihr Konto',
    askAgain: 'Neue E-Mail anfordern',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Links zum Bestätigen einer neuen Adresse gelten 24 Stunden. Sie können einen neuen anfordern.',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Er wurde schon benutzt, durch einen neueren ersetzt oder unterwegs abgeschnitten, oder die Adresse gehört inzwischen zu einem anderen Konto. Wenn Sie Ihre Adresse schon bestätigt haben, melden Sie sich einfach damit an.',
      },
      missing: {
        title: 'Öffnen Sie den Link aus unserer E-Mail',
        text: 'Eine neue Adresse wird über den Link in unserer E-Mail bestätigt. Öffnen Sie ihn noch einmal aus Ihrem Posteingang.',
      },
    },
  },
  undo: {
    title: 'Adressänderung rückgängig machen',
    leadFor: (address) => `Ihr Konto erhält ${address} zurück.`,
    lead: 'Drücken Sie den Knopf, wenn nicht Sie die Adresse geändert haben. Wer auch immer es war, kommt dann nicht mehr in Ihr Konto:',
    effects: [
      'Alle Geräte werden abgemeldet.',
      'Das Passwort gilt nicht mehr. Sie erhalten eine E-Mail, um ein neues zu wählen.',
      'Dienste, die seit einer Woche vor der Änderung verbunden wurden, werden getrennt.',
    ],
    submit: 'Änderung rückgängig machen',
    submitting: 'Wird rückgängig gemacht …',
    doneTitle: 'Die Änderung ist rückgängig gemacht',
    doneText:
      'Ihr Konto hat wieder diese Adresse, und alle Geräte sind abgemeldet. Sehen Sie in Ihren Posteingang: In einer E-Mail steht, wie Sie wieder hineinkommen.',
    askAgain: 'E-Mail noch einmal senden',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Eine Adressänderung lässt sich 72 Stunden lang rückgängig machen. Wenn das Konto Ihnen gehört und Sie sich nicht anmelden können, wenden Sie sich an den Support.',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Er wurde schon benutzt, eine frühere Änderung wurde rückgängig gemacht, er wurde unterwegs abgeschnitten, oder die Adresse gehört inzwischen zu einem anderen Konto.',
      },
      missing: {
        title: 'Öffnen Sie den Link aus unserer E-Mail',
        text: 'Eine Adressänderung wird über den Link in der E-Mail rückgängig gemacht, die Ihnen davon berichtet hat. Öffnen Sie ihn noch einmal aus Ihrem Posteingang.',
      },
    },
  },
  disown: {
    title: 'Das waren nicht Sie?',
    leadFor: (address) => `Sichern Sie das Konto von ${address}.`,
    lead: 'Drücken Sie den Knopf, wenn Sie nichts von dem wissen, wovon unsere E-Mail berichtet:',
    effects: [
      'Alle Geräte werden abgemeldet.',
      'Links aus unseren früheren E-Mails gelten nicht mehr, außer denen, die eine Adressänderung rückgängig machen.',
      'Wenn das Konto ein Passwort hat, erhalten Sie eine E-Mail, um ein neues zu wählen.',
    ],
    submit: 'Alle Geräte abmelden',
    submitting: 'Wird abgemeldet …',
    doneTitle: 'Alle Geräte sind abgemeldet',
    doneText:
      'Sehen Sie in Ihren Posteingang und wählen Sie über die E-Mail dort ein neues Passwort. Sehen Sie danach Ihre Sitzungen und Verbindungen durch und entfernen Sie, was Sie nicht kennen. Wenn Ihr Konto inzwischen eine andere Adresse hat, benutzen Sie den Link in der E-Mail über diese Änderung.',
    signIn: 'Anmelden',
    askAgain: 'Neues Passwort wählen',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Diese Links gelten sieben Tage. Sie können weiterhin ein neues Passwort wählen; das meldet alle Geräte ab.',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Er wurde schon benutzt, ersetzt oder unterwegs abgeschnitten. Sie können weiterhin ein neues Passwort wählen; das meldet alle Geräte ab.',
      },
      missing: {
        title: 'Öffnen Sie den Link aus unserer E-Mail',
        text: 'Öffnen Sie den Link „Das war ich nicht“ aus unserer E-Mail noch einmal, oder wählen Sie ein neues Passwort; das meldet alle Geräte ab.',
      },
    },
  },
};
