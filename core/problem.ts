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
  const { status, title, detail } = describeRefusal(refusal.code);
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
  const headers = new Headers({
    'Content-Type': 'application/problem+json',
    ...endpointHeaders,
    'X-Request-Id': requestId,
    ...more,
  });
  if (status === 401) headers.set('WWW-Authenticate', 'Session realm="gatehouse"');
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
  if (refusal.limit) {
    const { name, quota, windowSeconds } = refusal.limit;
    headers.set('RateLimit', `"${name}";r=0;t=${retryAfter ?? windowSeconds}`);
    headers.set('RateLimit-Policy', `"${name}";q=${quota};w=${windowSeconds}`);
  }
  const body = {
    type: `urn:gatehouse:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail,
    instance,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
