import type { Caller } from '#core/actors.ts';
import { languageOf } from '#core/language.ts';
import { type AddressTrust, clientAddress } from './client-address.ts';
import { environment } from './env.ts';

const longestUserAgent = 512;

/**
 * Reads who calls from a request's headers: address as far as it is trusted, place as the platform
 * guesses it, user agent as clean text, the language, and a request id that is our own or the platform's, never
 * the visitor's.
 */
export function callerOf(headers: Headers, trust: AddressTrust = environment()): Caller {
  return {
    ip: clientAddress(headers, trust),
    place: trust.isOnVercel ? placeOf(headers) : null,
    userAgent: cleanUserAgent(headers.get('user-agent')),
    language: languageOf(headers),
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

/** City and country as the platform guesses them from the address; its headers are URI-encoded. */
function placeOf(headers: Headers): string | null {
  const country = headers.get('x-vercel-ip-country');
  if (country === null || !/^[A-Z]{2}$/.test(country)) return null;
  const city = decodeSafely(headers.get('x-vercel-ip-city') ?? '');
  return /^[\p{L}\p{M} .'’()-]{1,80}$/u.test(city) ? `${city}, ${country}` : country;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function vercelId(headers: Headers): string | null {
  const id = headers.get('x-vercel-id');
  return id !== null && /^[a-z0-9:-]{8,128}$/i.test(id) ? id : null;
}
