import { describeRefusal, type Refusal } from './outcome.ts';

/** Headers of every answer of the API. */
export const endpointHeaders = { 'Cache-Control': 'private, no-store', Vary: 'Cookie' } as const;

/** Turns a refusal into an RFC 9457 answer with the headers that its status asks for. */
export function problemResponse(
  refusal: Refusal,
  instance: string,
  requestId: string,
  more: Record<string, string> = {},
): Response {
  const { status, title, detail } = describeRefusal(refusal.code, refusal.values);
  const retryAfter = retryAfterSeconds(refusal);
  const headers = new Headers({
    'Content-Type': 'application/problem+json',
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
    instance,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(refusal.maxAgeSeconds === undefined ? {} : { maxAge: refusal.maxAgeSeconds }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** The headers that a refusal's status asks for: WWW-Authenticate, Retry-After, RateLimit. */
export function refusalHeaders(refusal: Refusal): Record<string, string> {
  const { status } = describeRefusal(refusal.code);
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
  const { status } = describeRefusal(refusal.code);
  return refusal.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
}
