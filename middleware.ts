import { type NextRequest, NextResponse } from 'next/server';
import {
  type AccessRule,
  asksForFresh,
  decideAccess,
  freshSeconds,
  ruleFor,
} from '#core/access.ts';
import { refuseFormPost } from '#core/form-post.ts';
import { languageOf } from '#core/language.ts';
import { type RefusalCode, refusalStatus } from '#core/outcome.ts';
import { problemResponse, refusalHeaders } from '#core/problem.ts';
import { reauthenticatePath, signInPath } from '#core/return-to.ts';
import { endpointPolicy, noncePolicy, securityHeaders } from '#core/security-headers.ts';
import { isFresh } from '#core/session-claims.ts';
import {
  clearedSessionCookie,
  sessionCookieName,
  sessionSetCookie,
  withOneSessionCookie,
} from '#core/session-cookie.ts';
import { redisSettings } from '#core/site-settings.ts';
import { pathInLanguage, type StaticPage, staticPaths } from '#core/static-pages.ts';
import { winsRenewal } from '#server/edge-session-check.ts';
import { loadStaticPage } from '#server/edge-static-page.ts';
import { readVisit, sessionEndpoint, type Visit } from '#server/edge-visit.ts';

/**
 * The gate at the edge: opens the session, checks that it is live, asks the access table, and
 * answers in place of what the visitor may not see. Pages, endpoints and actions decide again.
 */
export default async function middleware(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  const rule = ruleFor(path);
  const visit = await readVisit(request.headers.get('cookie'), path, process.env);
  if (!visit) return refused('internal_error', request, false);
  if (visit.isUncertain) {
    if (isApi(path) || isWrite(request)) return refused('unavailable', request, visit.isHttps);
    return staticAnswer(request, visit, '/unavailable', 'unavailable');
  }
  const decision = decideAccess(path, visit.claims?.role ?? null);
  if (decision === 'unauthenticated') return unauthenticated(request, visit);
  // The framework's router answers 500 to a dynamic segment that it cannot decode.
  if (!isDecodable(path)) return refused('invalid_request', request, visit.isHttps);
  if (isWrite(request) && rule?.kind !== 'endpoint' && !isApi(path)) {
    const refusal = await refuseFormPost(request, visit.origin);
    if (refusal) return refused(refusal, request, visit.isHttps);
  }
  if (isApi(path)) {
    if (decision !== 'allow') return refused('forbidden', request, visit.isHttps);
    return pass(request, visit, endpointPolicy);
  }
  if (decision === 'forbidden') return staticAnswer(request, visit, '/refused', 'forbidden');
  // An action posted to a path that the table does not name, or to a static page: not ours to dress.
  if (rule === null || isStatic(rule)) return NextResponse.next();
  if (rule.kind === 'gate') return staticAnswer(request, visit, '/missing', 'not_found');
  const isStale = visit.claims !== null && !isFresh(visit.claims, visit.now, freshSeconds);
  if (isStale && asksForFresh(rule, isWrite(request))) {
    return sentTo(request, visit, reauthenticatePath(path + request.nextUrl.search));
  }
  return pass(request, visit, null);
}

/** A positive list; a test holds it against the access table. Form posts are met on every path. */
export const config = {
  matcher: [
    '/sign-in',
    '/sign-out',
    '/reauthenticate',
    '/register',
    '/check-email',
    '/verify-email',
    '/forgot-password',
    '/reset-password',
    '/confirm-address',
    '/undo-change',
    '/not-me',
    '/.well-known/change-password',
    '/auth/:path*',
    '/account/:path*',
    '/admin/:path*',
    '/api/:path*',
    { source: '/:path*', has: [{ type: 'header', key: 'next-action' }] },
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'content-type', value: 'multipart/form-data.*' }],
    },
  ],
};

const isApi = (path: string) => path === '/api' || path.startsWith('/api/');
const isStatic = (rule: AccessRule) => staticPaths.includes(rule.path);
const isWrite = (request: NextRequest) => request.method !== 'GET' && request.method !== 'HEAD';
function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}
const isDevelopment = process.env.NODE_ENV === 'development';

function refused(code: RefusalCode, request: NextRequest, isHttps: boolean): Response {
  const asked = {
    path: request.nextUrl.pathname,
    requestId: crypto.randomUUID(),
    language: languageOf(request.headers),
  };
  return problemResponse({ code }, asked, {
    ...securityHeaders(isHttps),
    'Content-Security-Policy': endpointPolicy,
    ...(code === 'method_not_allowed' ? { Allow: 'GET, HEAD, POST' } : {}),
  });
}

function unauthenticated(request: NextRequest, visit: Visit): Response {
  const { pathname, search } = request.nextUrl;
  const answer = sentTo(request, visit, signInPath(pathname + search));
  if (visit.token !== null)
    answer.headers.append('Set-Cookie', clearedSessionCookie(visit.isHttps));
  return answer;
}

/** Sends a page's visitor elsewhere; says no where a redirect would be lost on whoever asks. */
function sentTo(request: NextRequest, visit: Visit, to: string): Response {
  const { pathname } = request.nextUrl;
  const code = visit.hasEnded ? 'session_revoked' : 'unauthenticated';
  const answer =
    isApi(pathname) || isWrite(request)
      ? refused(code, request, visit.isHttps)
      : new NextResponse(null, {
          status: 307,
          headers: { Location: new URL(to, visit.origin).href },
        });
  // The framework's client follows this header when an action finds its session gone.
  if (request.headers.has('next-action')) answer.headers.set('x-action-redirect', `${to};push`);
  dress(answer.headers, visit.isHttps, endpointPolicy);
  return answer;
}

async function pass(
  request: NextRequest,
  visit: Visit,
  endpointsPolicy: string | null,
): Promise<Response> {
  const headers = new Headers(request.headers);
  const name = sessionCookieName(visit.isHttps);
  const renewed = await renew(request, visit, endpointsPolicy === null);
  headers.set('cookie', withOneSessionCookie(headers.get('cookie'), name, renewed ?? visit.token));
  const csp = endpointsPolicy ?? noncePolicy(makeNonce(), isDevelopment);
  // The framework takes the nonce from the request's policy and puts it on every script.
  if (endpointsPolicy === null) headers.set('content-security-policy', csp);
  const answer = NextResponse.next({ request: { headers } });
  dress(answer.headers, visit.isHttps, csp);
  if (renewed && visit.claims) {
    answer.headers.append('Set-Cookie', sessionSetCookie(renewed, visit.claims, visit.isHttps));
  }
  return answer;
}

/** Seals a session anew when it is due and no other request of it did so in ten minutes. */
async function renew(request: NextRequest, visit: Visit, isPage: boolean): Promise<string | null> {
  const { claims, isDue } = visit;
  const mayRenew = isPage || request.nextUrl.pathname === sessionEndpoint;
  if (request.method !== 'GET' || !mayRenew || !claims || !isDue) return null;
  return (await winsRenewal(redisSettings(process.env), claims.sid)) ? visit.reseal() : null;
}

/**
 * Answers with a static page's body in the visitor's language: it keeps the design and works
 * without JavaScript.
 */
async function staticAnswer(
  request: NextRequest,
  visit: Visit,
  page: StaticPage,
  code: RefusalCode,
): Promise<Response> {
  const path = pathInLanguage(page, languageOf(request.headers));
  const found = await loadStaticPage(path, request.nextUrl.origin, !isDevelopment);
  if (!found) return refused(code, request, visit.isHttps);
  const status = refusalStatus(code);
  const headers = new Headers(found.headers);
  dress(headers, visit.isHttps, null);
  for (const [name, value] of Object.entries(refusalHeaders({ code }))) headers.set(name, value);
  return new NextResponse(request.method === 'HEAD' ? null : found.body, { status, headers });
}

function dress(headers: Headers, isHttps: boolean, csp: string | null): void {
  for (const [name, value] of Object.entries(securityHeaders(isHttps))) headers.set(name, value);
  if (csp !== null) headers.set('Content-Security-Policy', csp);
  headers.set('Cache-Control', 'private, no-store');
}

function makeNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
