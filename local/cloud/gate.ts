import type { IncomingMessage } from 'node:http';
import { type Answer, json } from './service.ts';

/**
 * Decides whether a request may speak with the cloud at all. A page from elsewhere must not reach
 * it by a name that was bound to 127.0.0.1 (DNS rebinding), nor change it by a form or a fetch.
 */
export function refuseStranger(request: IncomingMessage): Answer | null {
  const host = request.headers.host ?? '';
  if (!isLoopback(host)) return problem(`The local cloud does not answer to "${host}".`);
  return null;
}

/** Decides whether a write to the control interface or a page comes from a browser elsewhere. */
export function refuseForeignWrite(
  request: IncomingMessage,
  origins: ReadonlySet<string>,
): Answer | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const { origin } = request.headers;
  const isForeign =
    origin === undefined
      ? request.headers['sec-fetch-site'] === 'cross-site'
      : !origins.has(origin);
  return isForeign ? problem('Another site may not change the local cloud.') : null;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function problem(detail: string): Answer {
  return json(403, { title: 'Forbidden', status: 403, detail });
}
