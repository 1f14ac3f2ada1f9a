import { notice, notices } from './de-notices.ts';
import type { Messages } from './shape.ts';

/** What letters say in German. */
export const de: Messages = {
  locale: 'de-DE',
  greeting: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
  footer: (site, origin) => `Gesendet von ${site}, ${origin}`,
  bareLink: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
  hours: (count) => (count === 1 ? 'einer Stunde' : `${count} Stunden`),
  minutes: (count) => (count === 1 ? 'einer Minute' : `${count} Minuten`),
  roles: { user: 'Benutzer', support: 'Support', admin: 'Administrator' },
  on: (moment) => `am ${moment}`,
  withDevice: (device) =>
    device === null ? 'mit einem unbekannten Gerät' : `mit ${inGerman(device)}`,
  near: (place) => `in der Nähe von ${place}`,
  inCountry: (code) => `in ${code}`,
  notice,
  notices,
  letters: {
    'verify-email': ({ site, lifetime }) => ({
      subject: `Bestätigen Sie Ihre E-Mail-Adresse für ${site}`,
      heading: 'Bestätigen Sie Ihre Adresse',
      preheader: `Folgen Sie dem Link oder geben Sie den Code ein, innerhalb von ${lifetime}.`,
      lead: [
        `ein Schritt fehlt noch: Bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört, dann ist Ihr Konto bei ${site} bereit.`,
      ],
      button: 'Adresse bestätigen',
      open: 'Öffnen Sie diese Seite und bestätigen Sie die Adresse dort:',
      codeLead: 'Oder geben Sie diesen Code auf der Seite ein, auf der Sie sich registriert haben:',
      expiry: `Link und Code gelten einmal, innerhalb von ${lifetime}.`,
      unasked: `Wenn Sie sich nicht bei ${site} registriert haben, folgen Sie dem Link nicht und geben Sie den Code nicht weiter: Ohne beides kann niemand Ihre Adresse verwenden. Mehr ist nicht zu tun.`,
    }),
    'existing-account': ({ site }) => ({
      subject: `Sie haben bereits ein Konto bei ${site}`,
      heading: 'Sie haben bereits ein Konto',
      preheader: `Jemand wollte sich bei ${site} mit Ihrer Adresse registrieren. Es hat sich nichts geändert.`,
      lead: [
        `jemand, vermutlich Sie, wollte sich bei ${site} mit dieser Adresse registrieren. Zu ihr gehört bereits ein Konto; wir haben kein zweites angelegt und nichts geändert. Sie können sich einfach anmelden.`,
      ],
      button: 'Anmelden',
      open: 'Anmelden:',
      second: {
        sentence: 'Wenn Sie Ihr Passwort vergessen haben, können Sie ein neues wählen.',
        label: 'Passwort vergessen?',
      },
      unasked:
        'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Konto ist unverändert, und wer immer es war, hat nicht erfahren, dass es existiert.',
    }),
    'reset-password': ({ site, lifetime }) => ({
      subject: `Wählen Sie ein neues Passwort für ${site}`,
      heading: 'Wählen Sie ein neues Passwort',
      preheader: `Der Link in dieser Nachricht gilt einmal, innerhalb von ${lifetime}.`,
      lead: [
        `jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto bei ${site} angefordert. Sobald Sie es gewählt haben, enden alle Sitzungen, und Sie melden sich mit dem neuen an.`,
      ],
      button: 'Neues Passwort wählen',
      open: 'Öffnen Sie diese Seite und wählen Sie es dort:',
      expiry: `Der Link gilt einmal, innerhalb von ${lifetime}.`,
      unasked:
        'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist, und ohne diesen Link kann es niemand ändern. Geben Sie den Link nicht weiter.',
    }),
    'no-password': ({ site }) => ({
      subject: `Ihr Konto bei ${site} hat kein Passwort`,
      heading: 'Ihr Konto hat kein Passwort',
      preheader: 'Sie melden sich über einen verbundenen Dienst an. Es hat sich nichts geändert.',
      lead: [
        `jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto bei ${site} angefordert. Es hat keines: Sie melden sich über einen Dienst an, den Sie mit dem Konto verbunden haben. Wählen Sie diesen Dienst auf der Seite zum Anmelden.`,
        'Wenn Sie zusätzlich ein Passwort möchten, können Sie nach dem Anmelden in Ihrem Konto eines festlegen.',
      ],
      button: 'Anmelden',
      open: 'Anmelden:',
      unasked: 'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Konto ist unverändert.',
    }),
    'confirm-address': ({ site, lifetime }) => ({
      subject: `Bestätigen Sie Ihre neue E-Mail-Adresse für ${site}`,
      heading: 'Bestätigen Sie Ihre neue Adresse',
      preheader: `Der Link in dieser Nachricht gilt einmal, innerhalb von ${lifetime}.`,
      lead: [
        `jemand, vermutlich Sie, möchte diese E-Mail-Adresse für ein Konto bei ${site} verwenden. Bestätigen Sie sie; von da an melden Sie sich mit dieser Adresse an, und unsere Nachrichten kommen hierher.`,
      ],
      button: 'Adresse bestätigen',
      open: 'Öffnen Sie diese Seite und bestätigen Sie die Adresse dort:',
      expiry: `Der Link gilt einmal, innerhalb von ${lifetime}. Bis Sie bestätigen, ändert sich nichts.`,
      unasked:
        'Wenn Sie es nicht waren, folgen Sie dem Link nicht: Ohne ihn kann niemand Ihre Adresse verwenden. Mehr ist nicht zu tun.',
    }),
    'address-in-use': ({ site }) => ({
      subject: `Ihre Adresse gehört bereits zu einem Konto bei ${site}`,
      heading: 'Diese Adresse ist bereits vergeben',
      preheader:
        'Jemand wollte Ihre Adresse für ein anderes Konto verwenden. Es hat sich nichts geändert.',
      lead: [
        `jemand, vielleicht Sie, wollte diese E-Mail-Adresse für ein anderes Konto bei ${site} verwenden. Sie gehört bereits zu Ihrem Konto, deshalb hat sich nichts geändert. Sie können sich mit ihr anmelden.`,
      ],
      button: 'Anmelden',
      open: 'Anmelden:',
      unasked:
        'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Konto ist unverändert, und wer immer es war, hat nicht erfahren, dass es existiert.',
    }),
  },
};

/** Core names devices in English: "Firefox on Linux", "Safari on iPhone". */
function inGerman(device: string): string {
  return device.replace(/ on (?=iPhone$|iPad$)/, ' auf dem ').replace(' on ', ' unter ');
}
