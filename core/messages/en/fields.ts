import type { FieldErrorCode } from '../../outcome.ts';

/** What a form or an answer says of a refused field; `body` is what is no object at all. */
export const fields: Record<FieldErrorCode | 'body', string> = {
  body: 'Send a JSON object.',
  missing: 'Fill in this field.',
  empty: 'Fill in this field.',
  too_long: 'This is too long.',
  wrong_type: 'This has the wrong type.',
  unknown_field: 'This field is not known here.',
  invalid: 'This is not valid.',
  invalid_characters: 'This contains characters that cannot be used.',
  invalid_email: 'Enter an e-mail address like name@example.com.',
  same_email: 'This is your address already.',
  invalid_name: 'Use a plain name, without web addresses or invisible characters.',
  invalid_code: 'Enter the 8 digits from the e-mail.',
  past_moment: 'Choose a moment that is still to come.',
};
