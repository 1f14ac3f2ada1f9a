import { cookies } from 'next/headers';
import { parseEmailAddress } from '#core/email-address.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import { environment } from '#server/env.ts';

/**
 * The address that this browser just registered, so that the next page can name it without
 * putting it into a URL. It grants nothing.
 */
export async function pendingAddress(): Promise<string | null> {
  const value = (await cookies()).get(pendingCookie())?.value;
  return value ? (parseEmailAddress(value)?.email ?? null) : null;
}

/** Remembers the address for an hour. */
export async function rememberPendingAddress(email: string): Promise<void> {
  const { isHttps } = environment();
  (await cookies()).set(pendingCookie(), email, { ...cookieAttributes(isHttps), maxAge: 3600 });
}

/** Forgets it: the address is verified. */
export async function forgetPendingAddress(): Promise<void> {
  const { isHttps } = environment();
  (await cookies()).set(pendingCookie(), '', { ...cookieAttributes(isHttps), maxAge: 0 });
}

const pendingCookie = () => cookieName('pending', environment().isHttps);
