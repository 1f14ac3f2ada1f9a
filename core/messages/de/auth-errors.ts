import type { AuthErrorKind } from '../en/auth-errors.ts';

/** What `/auth/error` and `/sign-in?error=` say of each kind of failure: title and text. */
export const authErrors: Record<AuthErrorKind, readonly [title: string, text: string]> = {
  notConfigured: [
    'Anmeldung nicht verfügbar',
    'Bei uns ist etwas nicht richtig eingerichtet. Versuchen Sie es später noch einmal.',
  ],
  accessDenied: [
    'Zugriff verweigert',
    'Der Zugriff wurde verweigert. Melden Sie sich mit einem anderen Konto an oder fragen Sie den Support.',
  ],
  deniedByProvider: [
    'Zugriff verweigert',
    'Der Dienst hat Sie nicht eingelassen, oder Sie haben dort abgelehnt. Versuchen Sie es noch einmal oder melden Sie sich auf anderem Weg an.',
  ],
  linkDead: [
    'Link ungültig',
    'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordern Sie einen neuen an.',
  ],
  wrongCredentials: [
    'Anmeldung fehlgeschlagen',
    'Die E-Mail-Adresse oder das Passwort ist falsch.',
  ],
  formExpired: [
    'Formular abgelaufen',
    'Dieses Formular ist abgelaufen. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
  ],
  signInFirst: ['Bitte zuerst anmelden', 'Melden Sie sich an, um fortzufahren.'],
  notReached: [
    'Dienst nicht erreicht',
    'Der Dienst, über den Sie sich anmelden, war nicht erreichbar. Versuchen Sie es gleich noch einmal oder melden Sie sich auf anderem Weg an.',
  ],
  notBelieved: [
    'Anmeldung nicht abgeschlossen',
    'Der Dienst hat nicht bestätigt, wer Sie sind. Beginnen Sie neu oder melden Sie sich auf anderem Weg an.',
  ],
  tooLate: [
    'Anmeldung abgelaufen',
    'Die Anmeldung hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Beginnen Sie neu.',
  ],
  notStored: [
    'Anmeldung fehlgeschlagen',
    'Bei uns ist während der Anmeldung etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  ],
  letterFailed: [
    'E-Mail nicht gesendet',
    'Wir konnten Ihnen keine E-Mail schicken. Versuchen Sie es noch einmal.',
  ],
  unknownProvider: [
    'Unbekannter Anbieter',
    'Auf diesem Weg kann man sich hier nicht anmelden. Wählen Sie einen auf der Anmeldeseite.',
  ],
  unknown: [
    'Anmeldung nicht möglich',
    'Bei der Anmeldung ist etwas schiefgegangen. Versuchen Sie es noch einmal.',
  ],
};
