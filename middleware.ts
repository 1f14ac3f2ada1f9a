import { type NextRequest, NextResponse } from 'next/server';
import { type AccessRule, decideAccess, ruleFor } from '#core/access.ts';
import { refuseFormPost } from '#core/form-post.ts';
import { describeRefusal, type RefusalCode } from '#core/outcome.ts';
import { problemResponse } from '#core/problem.ts';
import { signInPath } from '#core/return-to.ts';
import { endpointPolicy, noncePolicy, securityHeaders } from '#core/security-headers.ts';
import {
  clearedSessionCookie,
  readCookie,
  sessionCookieName,
  sessionSetCookie,
  withOneSessionCookie,
} from '#core/session-cookie.ts';
import {
  isRenewalDue,
  openSession,
  renewAfterSeconds,
  renewClaims,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { sessionSecrets, siteOrigin } from '#core/site-settings.ts';
import { redisCommand } from '#server/edge-redis.ts';

/**
 * The gate at the edge: opens the session, asks the access table, and answers in place of what
 * the visitor may not see. It decodes only; pages, endpoints and actions decide again.
 */
export default async function middleware(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  const rule = ruleFor(path);
  const visit = await readVisit(request);
  if (!visit) return refused('internal_error', path, false);
  const decision = decideAccess(path, visit.claims?.role ?? null);
  if (decision === 'unauthenticated') return unauthenticated(request, visit);
  if (isWrite(request) && rule?.kind !== 'endpoint' && !isApi(path)) {
    const refusal = await refuseFormPost(request, visit.origin);
    if (refusal) return refused(refusal, path, visit.isHttps);
  }
  if (isApi(path)) {
    if (decision !== 'allow') return refused('forbidden', path, visit.isHttps);
    return pass(request, visit, endpointPolicy);
  }
  if (decision === 'forbidden') return staticAnswer(request, visit, '/refused', 'forbidden');
  // An action posted to a path that the table does not name, or to a static page: not ours to dress.
  if (rule === null || isStatic(rule)) return NextResponse.next();
  if (rule.kind === 'gate') return staticAnswer(request, visit, '/missing', 'not_found');
  return pass(request, visit, null);
}

/** A positive list; a test holds it against the access table. Form posts are met on every path. */
export const config = {
  matcher: [
    '/sign-in',
    '/sign-out',
    '/register',
    '/check-email',
    '/verify-email',
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

type Visit = {
  origin: string;
  isHttps: boolean;
  /** The cookie as it came, and what it opened to. */
  token: string | null;
  claims: SessionClaims | null;
  now: Date;
};

async function readVisit(request: NextRequest): Promise<Visit | null> {
  const secrets = sessionSecrets(process.env);
  const origin = siteOrigin(process.env);
  if (secrets.length === 0 || origin === null) return null;
  const isHttps = origin.startsWith('https:');
  const token = readCookie(request.headers.get('cookie'), sessionCookieName(isHttps));
  const now = new Date();
  const claims = await openSession(token, await sessionKeyRing(secrets), now);
  return { origin, isHttps, token, claims, now };
}

const isApi = (path: string) => path === '/api' || path.startsWith('/api/');
const isStatic = (rule: AccessRule) => ['/', '/refused', '/missing'].includes(rule.path);
const isWrite = (request: NextRequest) => request.method !== 'GET' && request.method !== 'HEAD';
const isDevelopment = process.env.NODE_ENV === 'development';

function refused(code: RefusalCode, path: string, isHttps: boolean): Response {
  return problemResponse({ code }, path, crypto.randomUUID(), {
    ...securityHeaders(isHttps),
    'Content-Security-Policy': endpointPolicy,
    ...(code === 'method_not_allowed' ? { Allow: 'GET, HEAD, POST' } : {}),
  });
}

function unauthenticated(request: NextRequest, visit: Visit): Response {
  const { pathname, search } = request.nextUrl;
  const to = signInPath(pathname + search);
  const answer =
    isApi(pathname) || isWrite(request)
      ? refused('unauthenticated', pathname, visit.isHttps)
      : new NextResponse(null, {
          status: 307,
          headers: { Location: new URL(to, visit.origin).href },
        });
  // The framework's client follows this header when an action finds its session gone.
  if (request.headers.has('next-action')) answer.headers.set('x-action-redirect', `${to};push`);
  dress(answer.headers, visit.isHttps, endpointPolicy);
  if (visit.token !== null)
    answer.headers.append('Set-Cookie', clearedSessionCookie(visit.isHttps));
  return answer;
}

async function pass(
  request: NextRequest,
  visit: Visit,
  endpointsPolicy: string | null,
): Promise<Response> {
  const headers = new Headers(request.headers);
  const name = sessionCookieName(visit.isHttps);
  const renewed = endpointsPolicy === null ? await renew(request, visit) : null;
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

/** Seals the session anew when it is due and no other request of it did so in ten minutes. */
async function renew(request: NextRequest, visit: Visit): Promise<string | null> {
  if (request.method !== 'GET' || !visit.claims || !isRenewalDue(visit.claims, visit.now))
    return null;
  const url = process.env.UPSTASH_REDIS_REST_URL ?? process.env.KV_REST_API_URL;
  const token = process.env.UPSTASH_REDIS_REST_TOKEN ?? process.env.KV_REST_API_TOKEN;
  if (!url || !token) return null;
  const key = `renewed:${visit.claims.sid}`;
  const answer = await redisCommand(
    { url, token },
    ['SET', key, 1, 'NX', 'EX', renewAfterSeconds],
    300,
  );
  if (answer?.result !== 'OK') return null;
  return sealSession(
    renewClaims(visit.claims, visit.now),
    await sessionKeyRing(sessionSecrets(process.env)),
  );
}

type StaticPage = { body: string; headers: Headers };
const staticPages = new Map<string, StaticPage>();

/** Answers with a static page's body: it keeps the design and works without JavaScript. */
async function staticAnswer(
  request: NextRequest,
  visit: Visit,
  path: '/refused' | '/missing',
  code: RefusalCode,
): Promise<Response> {
  const url = new URL(path, request.nextUrl.origin);
  // Behind a proxy that ends TLS the framework names its own plain port with the visitor's https.
  const plain = new URL(url.href.replace(/^https:/, 'http:'));
  const page = (await loadStaticPage(url)) ?? (await loadStaticPage(plain));
  if (!page) return refused(code, path, visit.isHttps);
  const { status } = describeRefusal(code);
  const headers = new Headers(page.headers);
  dress(headers, visit.isHttps, null);
  return new NextResponse(request.method === 'HEAD' ? null : page.body, { status, headers });
}

async function loadStaticPage(url: URL): Promise<StaticPage | null> {
  const known = staticPages.get(url.pathname);
  if (known && !isDevelopment) return known;
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(3000) });
    if (!answer.ok) return null;
    const kept = ['content-type', 'content-security-policy'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    });
    const page = { body: await answer.text(), headers: new Headers(kept) };
    staticPages.set(url.pathname, page);
    return page;
  } catch {
    return null;
  }
}

function dress(headers: Headers, isHttps: boolean, csp: string | null): void {
  for (const [name, value] of Object.entries(securityHeaders(isHttps))) headers.set(name, value);
  if (csp !== null) headers.set('Content-Security-Policy', csp);
  headers.set('Cache-Control', 'private, no-store');
}

function makeNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
