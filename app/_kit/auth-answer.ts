import type { NextRequest } from 'next/server';
import type { Caller } from '#core/actors.ts';
import { isRefusalCode, type Refusal, type RefusalCode, refusalStatus } from '#core/outcome.ts';
import { endpointHeaders, problemResponse, refusalHeaders } from '#core/problem.ts';
import { isProvider } from '#core/provider-identity.ts';
import { sessionCookieName, sessionSetCookie } from '#core/session-cookie.ts';
import { openSession, sessionKeyRing } from '#core/session-token.ts';
import { environment } from '#server/env.ts';
import type { AuthRoute } from './auth-route.ts';

/** Auth.js's answer as ours: a copy (the edge cannot change a redirect), with status and headers. */
export async function finishAuthAnswer(
  request: NextRequest,
  { action, provider }: AuthRoute,
  answer: Response,
  refusal: Refusal | null,
  caller: Caller,
): Promise<Response> {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries({
    ...endpointHeaders,
    'X-Request-Id': caller.requestId,
  })) {
    headers.set(name, value);
  }
  if (action === 'session' || action === 'providers')
    keepOnlyClearedSession(headers, request.method);
  await endWithItsSession(headers);
  const location = headers.get('location');
  if (location === null) {
    // Its one other refusal: a session update without its token is a bare 400.
    if (action === 'session' && answer.status === 400) {
      return problemResponse(
        { code: 'csrf_failed' },
        { path: request.nextUrl.pathname, ...caller },
      );
    }
    return new Response(answer.body, { status: answer.status, headers });
  }
  const target = new URL(location, environment().origin);
  const failure = failureOf(target, refusal);
  if (failure) {
    // What went wrong at a provider ends in one place, wherever Auth.js would have it end.
    if (isProvider(provider)) {
      target.pathname = '/auth/error';
      target.searchParams.set('provider', provider);
    }
    target.searchParams.set('code', failure.code);
    headers.set('location', target.href);
  }
  if (refusal) setAll(headers, refusalHeaders(refusal));
  if (!wantsJson(request)) return new Response(null, { status: 302, headers });
  headers.delete('location');
  headers.set('content-type', 'application/json');
  const url = target.href;
  const body = failure ? { url, error: failure.error, code: failure.code } : { url };
  return new Response(JSON.stringify(body), { status: failure?.status ?? 200, headers });
}

const codesByError: Record<string, RefusalCode> = {
  CredentialsSignin: 'invalid_credentials',
  AccessDenied: 'access_denied',
  MissingCSRF: 'csrf_failed',
  Verification: 'token_invalid',
};

/** What a redirect to one of our two error pages means; null when it goes elsewhere. */
function failureOf(target: URL, refusal: Refusal | null) {
  const error = target.searchParams.get('error');
  if (error === null || !['/sign-in', '/auth/error'].includes(target.pathname)) return null;
  const named = target.searchParams.get('code');
  const code =
    refusal?.code ??
    (named !== null && isRefusalCode(named) ? named : null) ??
    (Object.hasOwn(codesByError, error) ? codesByError[error] : undefined) ??
    'authentication_error';
  return { error, code, status: refusalStatus(code) };
}

function wantsJson(request: NextRequest): boolean {
  const accept = request.headers.get('accept') ?? '';
  return (
    request.headers.has('x-auth-return-redirect') ||
    (accept.includes('application/json') && !accept.includes('text/html'))
  );
}

/** Reading a session never renews it: only middleware does, once in ten minutes. */
function keepOnlyClearedSession(headers: Headers, method: string): void {
  const name = sessionCookieName(environment().isHttps);
  const kept = headers
    .getSetCookie()
    .filter((line) => line.startsWith(`${name}=`))
    .filter((line) => method === 'POST' || line.startsWith(`${name}=;`));
  headers.delete('set-cookie');
  for (const line of kept) headers.append('set-cookie', line);
}

/** Auth.js gives every session cookie the longest life: ours ends with its session, or the browser. */
async function endWithItsSession(headers: Headers): Promise<void> {
  const { secrets, isHttps } = environment();
  const name = sessionCookieName(isHttps);
  const lines = headers.getSetCookie();
  headers.delete('set-cookie');
  for (const line of lines) {
    const value = line.startsWith(`${name}=`) ? line.slice(name.length + 1).split(';')[0] : null;
    const claims = value && (await openSession(value, await sessionKeyRing(secrets), new Date()));
    headers.append('set-cookie', claims ? sessionSetCookie(value, claims, isHttps) : line);
  }
}

function setAll(headers: Headers, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
}
