import { NextRequest } from 'next/server';
import { withNewestCsrfCookie } from '#core/csrf-cookie.ts';
import { refuse } from '#core/outcome.ts';
import { safeCallbackUrl } from '#core/return-to.ts';
import {
  cookieName,
  readCookie,
  sessionCookieName,
  withOneSessionCookie,
} from '#core/session-cookie.ts';
import { environment } from '#server/env.ts';
import type { AuthRoute } from './auth-route.ts';
import { readBody } from './request-body.ts';

/**
 * The request as Auth.js gets it: at the configured origin, one session cookie, the CSRF cookie
 * under the newest secret, a body that was measured and read, callback URLs that stay on this site,
 * and no wish for JSON (we answer that). A provider's answer comes without the session: Auth.js
 * would link any identity to it by itself.
 */
export async function prepareAuthRequest(request: NextRequest, route: AuthRoute) {
  const { origin, isHttps, secrets } = environment();
  const url = new URL(request.nextUrl.pathname + request.nextUrl.search, origin);
  keepCallbackAtHome(url.searchParams, origin);
  const headers = new Headers(request.headers);
  headers.delete('x-auth-return-redirect');
  const name = sessionCookieName(isHttps);
  const isOfProvider = route.action === 'callback' && route.provider !== 'credentials';
  const session = isOfProvider ? null : readCookie(headers.get('cookie'), name);
  const cookie = withOneSessionCookie(headers.get('cookie'), name, session);
  const ownCookie = withoutForeignCallback(cookie, origin);
  const csrfCookie = cookieName('csrf', isHttps);
  headers.set('cookie', await withNewestCsrfCookie(ownCookie, csrfCookie, secrets));
  const init: { method: string; headers: Headers; body?: string } = {
    method: request.method,
    headers,
  };
  if (request.method === 'POST') {
    const body = await readBody(request);
    if (!body.ok) return body;
    const fields = readFields(body.value, headers.get('content-type') ?? '', origin);
    if (!fields.ok) return fields;
    headers.delete('content-length');
    init.body = fields.value;
  }
  return { ok: true as const, value: new NextRequest(url, init) };
}

function readFields(body: string, contentType: string, origin: string) {
  if (contentType.includes('application/x-www-form-urlencoded')) {
    const fields = new URLSearchParams(body);
    keepCallbackAtHome(fields, origin);
    return { ok: true as const, value: fields.toString() };
  }
  if (!contentType.includes('application/json')) return refuse('unsupported_media_type');
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
      return refuse('invalid_json');
    }
    const safe =
      'callbackUrl' in fields ? { callbackUrl: safeCallbackUrl(fields.callbackUrl, origin) } : {};
    return { ok: true as const, value: JSON.stringify({ ...fields, ...safe }) };
  } catch {
    return refuse('invalid_json');
  }
}

function keepCallbackAtHome(fields: URLSearchParams, origin: string): void {
  const wanted = fields.get('callbackUrl');
  if (wanted !== null) fields.set('callbackUrl', safeCallbackUrl(wanted, origin));
}

/** Drops a remembered callback that is not exactly one of ours: Auth.js would stumble over it. */
function withoutForeignCallback(cookie: string, origin: string): string {
  const isForeign = (pair: string) => {
    const [name = '', value = ''] = pair.split('=');
    return name.endsWith('gatehouse.callback') && !decodeSafely(value).startsWith(`${origin}/`);
  };
  return cookie
    .split('; ')
    .filter((pair) => !isForeign(pair))
    .join('; ');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
