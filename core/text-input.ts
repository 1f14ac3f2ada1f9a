import * as z from 'zod';
import { type EmailAddress, parseEmailAddress } from './email-address.ts';
import { type FieldError, type FieldErrorCode, fieldErrorCodes } from './outcome.ts';
import { parsePersonName } from './person-name.ts';

// The edge forbids code from strings: zod must not even try, or development logs a warning.
z.config({ jitless: true });

/** The longest password, in characters after NFC. */
export const longestPassword = 1000;

/** The longest text of a field that is looked at, in UTF-16 units; longer ones are refused unread. */
const longestText = 16_384;

/** A string without NUL and lone surrogates: PostgreSQL and TextEncoder take neither as it is. */
export const plainText = z
  .string({ error: (issue) => (issue.input === undefined ? 'missing' : 'wrong_type') })
  .max(longestText, { error: 'too_long', abort: true })
  .refine((text) => !/[\0\p{Cs}]/u.test(text), { error: 'invalid_characters', abort: true });

/** An e-mail address, parsed. */
export const emailField = plainText
  .refine((text) => text.trim() !== '', { error: 'empty', abort: true })
  .refine((text) => text.length <= 512, { error: 'too_long', abort: true })
  .transform((text, context): EmailAddress => {
    const parsed = parseEmailAddress(text);
    if (parsed) return parsed;
    context.addIssue({ code: 'custom', message: 'invalid_email' });
    return z.NEVER;
  });

/** A password that is about to be compared: any text, never trimmed, no longer than any can be. */
export const passwordField = plainText
  .refine((text) => text !== '', { error: 'empty', abort: true })
  .refine((text) => [...text.normalize('NFC')].length <= longestPassword, { error: 'too_long' });

/** A password that is about to be chosen: `judgePassword` decides its length. */
export const newPasswordField = plainText.refine((text) => text !== '', { error: 'empty' });

/** An optional display name; an absent, null or blank one is null. */
export const nameField = z
  .preprocess((value) => value ?? '', plainText)
  .transform((text, context): string | null => {
    if (text.trim() === '') return null;
    const name = parsePersonName(text);
    if (name !== null) return name;
    const message = [...text.trim()].length > 100 ? 'too_long' : 'invalid_name';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A checkbox of a form: browsers send `on` when it is ticked and nothing when it is not. */
export const checkboxField = z
  .enum(['on', 'true', 'false'], { error: 'wrong_type' })
  .optional()
  .transform((value) => value === 'on' || value === 'true');

/**
 * Says what was wrong with an input: one error for each field, at most ten, with stable codes.
 * Nothing of the values is repeated, of unknown fields only a short part of the name.
 */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const found of error.issues.flatMap(errorsOf)) {
    if (!errors.has(found.field)) errors.set(found.field, found);
  }
  return [...errors.values()].slice(0, 10);
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.slice(0, 10).map((key) => key.slice(0, 64).replace(/\p{Cs}/gu, '?'));
    return names.map((name) => fieldError(field ? `${field}.${name}` : name, 'unknown_field'));
  }
  if (field === '') return [fieldError('body', 'wrong_type')];
  return [fieldError(field, isFieldErrorCode(issue.message) ? issue.message : 'invalid')];
}

/** The error of one field; the faces put it into words. */
export function fieldError(field: string, code: FieldErrorCode): FieldError {
  return { field, code };
}

function isFieldErrorCode(text: string): text is FieldErrorCode {
  return fieldErrorCodes.some((code) => code === text);
}
