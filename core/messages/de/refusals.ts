import type { RefusalCode } from '../../outcome.ts';

/** What refusals say to people: title and sentence of each code. */
export const refusals: Record<RefusalCode, readonly [title: string, detail: string]> = {
  invalid_json: ['Kein gültiges JSON', 'Der Inhalt der Anfrage ist kein gültiges JSON.'],
  invalid_request: ['Ungültige Anfrage', 'Diese Anfrage lässt sich nicht lesen.'],
  token_invalid: [
    'Link oder Code ungültig',
    'Dieser Link oder Code ist ungültig oder wurde schon benutzt. Fordern Sie einen neuen an.',
  ],
  signature_invalid: [
    'Signatur ungültig',
    'Die Signatur dieser Nachricht fehlt, ist falsch oder zu alt.',
  ],
  unauthenticated: ['Nicht angemeldet', 'Melden Sie sich an, um fortzufahren.'],
  session_revoked: ['Sitzung beendet', 'Diese Sitzung wurde beendet. Melden Sie sich neu an.'],
  invalid_credentials: ['Anmeldedaten falsch', 'Die E-Mail-Adresse oder das Passwort ist falsch.'],
  forbidden: ['Nicht erlaubt', 'Ihr Konto darf das nicht.'],
  cross_origin: ['Anfrage von fremder Seite', 'Diese Anfrage kam von einer anderen Website.'],
  csrf_failed: [
    'Formular abgelaufen',
    'Dieses Formular ist abgelaufen. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  ],
  access_denied: ['Zugriff verweigert', 'Der Zugriff wurde verweigert.'],
  email_not_verified: [
    'E-Mail-Adresse nicht bestätigt',
    'Bestätigen Sie zuerst Ihre E-Mail-Adresse. Wir können Ihnen einen neuen Link schicken.',
  ],
  reauthentication_required: [
    'Bestätigen Sie, dass Sie es sind',
    'Dafür müssen Sie sich vor Kurzem angemeldet haben. Bestätigen Sie, dass Sie es sind, dann geht es weiter.',
  ],
  invalid_password: ['Falsches Passwort', 'Das ist nicht Ihr Passwort.'],
  provider_email_unverified: [
    'Adresse dort nicht bestätigt',
    'Der Dienst, über den Sie sich angemeldet haben, hat keine E-Mail-Adresse von Ihnen bestätigt. Bestätigen Sie sie dort oder melden Sie sich mit einem Passwort an.',
  ],
  account_disabled: [
    'Konto gesperrt',
    'Dieses Konto ist gesperrt. Wenden Sie sich an den Support.',
  ],
  not_found: ['Nicht gefunden', 'Unter dieser Adresse gibt es nichts.'],
  not_connected: ['Nicht verbunden', 'Ihr Konto ist mit diesem Dienst nicht verbunden.'],
  unknown_provider: ['Unbekannter Anbieter', 'Auf diesem Weg kann man sich hier nicht anmelden.'],
  method_not_allowed: ['Methode nicht erlaubt', 'Diese Adresse nimmt diese Methode nicht an.'],
  request_timeout: ['Zeit überschritten', 'Der Inhalt der Anfrage kam nicht rechtzeitig an.'],
  account_exists: [
    'Sie haben schon ein Konto',
    'Zu dieser E-Mail-Adresse gibt es ein Konto. Melden Sie sich an wie bisher und verbinden Sie diesen Dienst dann auf Ihrer Kontoseite.',
  ],
  identity_taken: [
    'Mit einem anderen Konto verbunden',
    'Diese Identität gehört hier zu einem anderen Konto. Trennen Sie sie zuerst dort.',
  ],
  provider_connected: [
    'Schon verbunden',
    'Ihr Konto hat eine andere Identität dieses Dienstes. Trennen Sie sie zuerst.',
  ],
  last_way_in: [
    'Der einzige Zugang',
    'Das ist der einzige Zugang zu Ihrem Konto. Legen Sie zuerst ein Passwort fest oder verbinden Sie einen anderen Dienst.',
  ],
  consent_needed: [
    'Erlaubnis nötig',
    'Der Dienst bittet noch einmal um Ihre Erlaubnis. Verbinden Sie ihn auf Ihrer Kontoseite neu.',
  ],
  password_exists: [
    'Sie haben schon ein Passwort',
    'Ihr Konto hat schon ein Passwort. Ändern Sie es stattdessen.',
  ],
  last_admin: [
    'Letzter Administrator',
    'Das ist der letzte Administrator. Ernennen Sie zuerst jemand anderen.',
  ],
  token_expired: [
    'Link oder Code abgelaufen',
    'Dieser Link oder Code ist abgelaufen. Fordern Sie einen neuen an.',
  ],
  payload_too_large: ['Anfrage zu groß', 'Der Inhalt der Anfrage ist größer als 16 KiB.'],
  unsupported_media_type: [
    'Medientyp nicht unterstützt',
    'Senden Sie den Inhalt als application/json.',
  ],
  invalid_input: ['Ungültige Eingabe', 'Bitte sehen Sie sich einige Felder noch einmal an.'],
  password_too_short: ['Passwort zu kurz', 'Verwenden Sie mindestens {minimum} Zeichen.'],
  password_too_long: ['Passwort zu lang', 'Verwenden Sie höchstens 1.000 Zeichen.'],
  password_too_common: [
    'Passwort zu häufig',
    'Dieses Passwort steht auf der Liste der häufigsten Passwörter. Wählen Sie ein anderes.',
  ],
  password_too_similar: [
    'Passwort zu ähnlich',
    'Dieses Passwort ist Ihrer Adresse, Ihrem Namen oder dem Namen dieser Website zu ähnlich.',
  ],
  password_breached: [
    'Passwort aus einem Datenleck',
    'Dieses Passwort ist irgendwo in einem Datenleck aufgetaucht. Wählen Sie ein anderes.',
  ],
  password_unchanged: [
    'Dasselbe Passwort',
    'Das ist Ihr jetziges Passwort. Wählen Sie ein anderes.',
  ],
  too_many_attempts: [
    'Zu viele Versuche',
    'Zu viele Versuche. Warten Sie etwas und versuchen Sie es noch einmal.',
  ],
  internal_error: [
    'Etwas ist schiefgegangen',
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal.',
  ],
  authentication_error: [
    'Fehler bei der Anmeldung',
    'Die Anmeldung ist bei uns fehlgeschlagen. Versuchen Sie es gleich noch einmal.',
  ],
  busy: [
    'Ausgelastet',
    'Gerade ist sehr viel los. Versuchen Sie es in ein paar Sekunden noch einmal.',
  ],
  provider_unavailable: [
    'Dienst nicht erreichbar',
    'Der Dienst, über den Sie sich anmelden, antwortet nicht. Versuchen Sie es noch einmal oder melden Sie sich auf anderem Weg an.',
  ],
  unavailable: [
    'Vorübergehend nicht verfügbar',
    'Wir erreichen einen Dienst nicht, den wir brauchen. Versuchen Sie es in ein paar Sekunden noch einmal.',
  ],
};

/** Says how long to wait, after the sentence of a refusal. */
export function waitSentence(seconds: number): string {
  return `Sie können es in ${seconds < 90 ? inSeconds(seconds) : `${Math.ceil(seconds / 60)} Minuten`} wieder versuchen.`;
}

function inSeconds(seconds: number): string {
  return seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`;
}
