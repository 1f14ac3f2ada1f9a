import type { FieldErrorCode } from '../../outcome.ts';

/** What a form or an answer says of a refused field; `body` is what is no object at all. */
export const fields: Record<FieldErrorCode | 'body', string> = {
  body: 'Senden Sie ein JSON-Objekt.',
  missing: 'Füllen Sie dieses Feld aus.',
  empty: 'Füllen Sie dieses Feld aus.',
  too_long: 'Das ist zu lang.',
  wrong_type: 'Das hat den falschen Typ.',
  unknown_field: 'Dieses Feld ist hier nicht bekannt.',
  invalid: 'Das ist ungültig.',
  invalid_characters: 'Das enthält Zeichen, die hier nicht möglich sind.',
  invalid_email: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  same_email: 'Das ist schon Ihre Adresse.',
  invalid_name: 'Verwenden Sie einen einfachen Namen, ohne Webadressen und unsichtbare Zeichen.',
  invalid_code: 'Geben Sie die 8 Ziffern aus der E-Mail ein.',
  past_moment: 'Wählen Sie einen Zeitpunkt in der Zukunft.',
};
