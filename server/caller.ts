import type { Caller } from '#core/ports.ts';
import { type AddressTrust, clientAddress } from './client-address.ts';
import { environment } from './env.ts';

const longestUserAgent = 512;

/**
 * Reads who calls from a request's headers: address as far as it is trusted, user agent as clean
 * text, and a request id that is our own or the platform's, never the visitor's.
 */
export function callerOf(headers: Headers, trust: AddressTrust = environment()): Caller {
  return {
    ip: clientAddress(headers, trust),
    userAgent: cleanUserAgent(headers.get('user-agent')),
    requestId: (trust.isOnVercel && vercelId(headers)) || crypto.randomUUID(),
  };
}

function cleanUserAgent(value: string | null): string | null {
  // Headers are bytes read as Latin-1; controls and everything beyond ASCII say nothing here.
  const clean = (value ?? '')
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, longestUserAgent);
  return clean === '' ? null : clean;
}

function vercelId(headers: Headers): string | null {
  const id = headers.get('x-vercel-id');
  return id !== null && /^[a-z0-9:-]{8,128}$/i.test(id) ? id : null;
}
