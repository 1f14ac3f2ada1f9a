import type { Language } from './language.ts';
import { type Refusal, refusalStatus } from './outcome.ts';
import { wordRefusal } from './word-refusal.ts';

/**
 * Headers of every answer of the API. Nobody may store one, so that `Vary` need not name the
 * language too.
 */
export const endpointHeaders = { 'Cache-Control': 'private, no-store', Vary: 'Cookie' } as const;

/** What a problem answer says of the request that it answers. */
export type Asked = { path: string; requestId: string; language: Language };

/**
 * Turns a refusal into an RFC 9457 answer in the language of whoever asks, with the headers that
 * its status asks for.
 */
export function problemResponse(
  refusal: Refusal,
  { path, requestId, language }: Asked,
  more: Record<string, string> = {},
): Response {
  const status = refusalStatus(refusal.code);
  const { title, detail, errors } = wordRefusal(refusal, language);
  const retryAfter = retryAfterSeconds(refusal);
  const headers = new Headers({
    'Content-Type': 'application/problem+json',
    'Content-Language': language,
    ...endpointHeaders,
    'X-Request-Id': requestId,
    ...refusalHeaders(refusal),
    ...more,
  });
  const body = {
    type: `urn:gatehouse:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail,
    instance: path,
    ...(errors ? { errors } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(refusal.maxAgeSeconds === undefined ? {} : { maxAge: refusal.maxAgeSeconds }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** The headers that a refusal's status asks for: WWW-Authenticate, Retry-After, RateLimit. */
export function refusalHeaders(refusal: Refusal): Record<string, string> {
  const status = refusalStatus(refusal.code);
  const retryAfter = retryAfterSeconds(refusal);
  const { limit } = refusal;
  return {
    ...(status === 401 ? { 'WWW-Authenticate': 'Session realm="gatehouse"' } : {}),
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(limit
      ? {
          RateLimit: `"${limit.name}";r=0;t=${retryAfter ?? limit.windowSeconds}`,
          'RateLimit-Policy': `"${limit.name}";q=${limit.quota};w=${limit.windowSeconds}`,
        }
      : {}),
  };
}

function retryAfterSeconds(refusal: Refusal): number | undefined {
  const status = refusalStatus(refusal.code);
  return refusal.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
}
