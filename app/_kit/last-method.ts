import { cookies } from 'next/headers';
import type { SessionMethod } from '#core/actors.ts';
import { isProvider } from '#core/provider-identity.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import { environment } from '#server/env.ts';

/** How long it is remembered how a browser signed in: a year, in seconds. */
export const rememberedSeconds = 365 * 86_400;

/** How this browser signed in last, as its own cookie says; null when it says nothing we know. */
export async function lastMethod(): Promise<SessionMethod | null> {
  const value = (await cookies()).get(cookieName('last', environment().isHttps))?.value;
  return value === 'password' || isProvider(value) ? value : null;
}

/** Remembers for a year how this browser signed in. */
export async function rememberMethod(method: SessionMethod): Promise<void> {
  const { isHttps } = environment();
  const attributes = { ...cookieAttributes(isHttps), maxAge: rememberedSeconds };
  (await cookies()).set(cookieName('last', isHttps), method, attributes);
}
