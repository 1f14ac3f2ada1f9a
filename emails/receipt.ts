import type { MailReceipt } from '#core/ports.ts';

/** What the mail client answered. Nothing in it is trusted to have the shape that it claims. */
export type ProviderAnswer = {
  data: { id?: unknown } | null;
  error: { statusCode?: unknown; name?: unknown } | null;
  headers: Record<string, string> | null;
  /** True when the time for the call was over. */
  isTimeout: boolean;
};

const longestWaitSeconds = 86_400;

/**
 * Decides what an answer means for a letter: sent, to be tried again later, or never to be taken.
 * What is not understood is tried again: the idempotency key keeps it from arriving twice.
 */
export function receiptOf(answer: ProviderAnswer): MailReceipt {
  const { data, error, headers, isTimeout } = answer;
  const id = data?.id;
  if (!error && typeof id === 'string' && id !== '') return { result: 'sent', providerId: id };
  if (isTimeout) return later('timeout');
  if (!error) return later(data ? 'answer_unreadable' : 'unreachable');

  const status = typeof error.statusCode === 'number' ? error.statusCode : null;
  const name = typeof error.name === 'string' ? error.name : '';
  // The key was used before with another wording of the same letter (a deployment came between
  // two attempts): the provider took the first one, so the letter is on its way.
  if (name === 'invalid_idempotent_request') return { result: 'sent', providerId: 'sent-before' };
  if (status === null) return later(headers === null ? 'unreachable' : 'answer_unreadable');

  const errorCode = codeOf(status, name);
  // A refused key is the site's fault, not the letter's: it waits until the key is mended.
  const isOurs = status === 401 || status === 403;
  const isTransient = isOurs || status === 429 || status === 408 || status >= 500 || status < 400;
  if (isTransient || name === 'concurrent_idempotent_requests') {
    return later(errorCode, retryAfterSeconds(headers?.['retry-after']));
  }
  return { result: 'never', errorCode };
}

function later(errorCode: string, retryAfterSeconds: number | null = null): MailReceipt {
  return { result: 'later', errorCode, retryAfterSeconds };
}

// The provider's names of errors are safe to keep; anything that does not look like one is not.
function codeOf(status: number, name: string): string {
  return /^[a-z]{2,20}(?:_[a-z]{1,20}){0,3}$/.test(name)
    ? `http_${status}_${name}`
    : `http_${status}`;
}

/** Reads Retry-After (RFC 9110, section 10.2.3): seconds or a date; at most a day, null without. */
function retryAfterSeconds(header: string | undefined): number | null {
  if (header === undefined) return null;
  const isCount = /^\s*\d+\s*$/.test(header);
  const wait = isCount ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), longestWaitSeconds);
}
