import { isRecord } from '../json-body.ts';
import type { NewLetter } from './inbox.ts';

/** One of Resend's refusals, in its own words. */
export type ResendError = { statusCode: number; name: string; message: string };

const mostRecipients = 50;

/** Reads the body of a request to send one letter; the error is the one that Resend answers. */
export function readLetter(body: unknown, idempotencyKey: string | null): NewLetter | ResendError {
  if (!isRecord(body)) return invalid('The request body must be a JSON object.');
  const from = body.from;
  if (from === undefined || from === '') return missing('from');
  if (typeof from !== 'string' || !isMailbox(from)) {
    return {
      statusCode: 422,
      name: 'invalid_from_address',
      message:
        'Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.',
    };
  }
  const to = typeof body.to === 'string' ? [body.to] : body.to;
  if (to === undefined || (Array.isArray(to) && to.length === 0)) return missing('to');
  if (!isTexts(to) || !to.every(isMailbox) || to.length > mostRecipients) {
    return invalid(
      'Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.',
    );
  }
  const { subject, html, text, headers } = body;
  if (typeof subject !== 'string' || subject === '') return missing('subject');
  if (typeof html !== 'string' && typeof text !== 'string') return missing('html` or `text');
  if (headers !== undefined && !isTextRecord(headers)) return invalid('Invalid `headers` field.');
  return {
    from,
    to,
    subject,
    html: typeof html === 'string' ? html : '',
    text: typeof text === 'string' ? text : '',
    headers: headers ?? {},
    idempotencyKey,
  };
}

/** Tells a refusal from a letter. */
export function isResendError(value: NewLetter | ResendError): value is ResendError {
  return 'statusCode' in value;
}

/** Resend's general refusal of a field. */
export function invalid(message: string): ResendError {
  return { statusCode: 422, name: 'validation_error', message };
}

function missing(field: string): ResendError {
  return {
    statusCode: 422,
    name: 'missing_required_field',
    message: `Missing \`${field}\` field.`,
  };
}

function isMailbox(text: string): boolean {
  return /^(?:[^<>\r\n]{1,200}\s)?<[^\s@<>,;]+@[^\s@<>,;]+>$|^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
}
