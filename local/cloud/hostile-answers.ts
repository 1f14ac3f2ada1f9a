import { Readable } from 'node:stream';
import type { HostileMode } from './faults.ts';
import { type Answer, empty } from './service.ts';

/** Answers that a careful client refuses; whoever follows or believes them is served, or filled. */
export const hostileAnswers: Record<HostileMode, (url: URL) => Answer> = {
  redirect: ({ pathname, search }) =>
    empty(307, { location: `${pathname}${search}${search ? '&' : '?'}${followed}=1` }),
  flood: () => ({ status: 200, headers: jsonHeaders, body: Readable.from(enormousJson()) }),
  html: () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Sign in to the network</title><p>Welcome to the hotel.',
  }),
  garbled: () => ({
    status: 200,
    headers: { ...jsonHeaders, 'content-encoding': 'gzip' },
    body: Buffer.from('1f8b0800000000000003deadbeef', 'hex'),
  }),
};

/** Decides whether a request is one that followed the redirect: it meets an honest answer. */
export function hasFollowed(url: URL): boolean {
  return url.searchParams.has(followed);
}

const followed = 'redirected';
const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

/** 64 MB of JSON that is right to its last byte, in pieces of 64 KiB. */
function* enormousJson(): Generator<Buffer> {
  yield Buffer.from('{"padding":"');
  const piece = Buffer.alloc(64 * 1024, 'x');
  for (let sent = 0; sent < 64_000_000; sent += piece.length) yield piece;
  yield Buffer.from('"}');
}
