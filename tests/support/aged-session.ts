import type { BrowserContext } from '@playwright/test';
import type { SessionClaims } from '#core/session-token.ts';
import { siteUrl } from './site.ts';
import { resealed } from './site-secrets.ts';

const name = 'gatehouse.session';

/** Makes a browser's session token one of an earlier sign-in: as if so many seconds had passed. */
export async function ageSignIn(context: BrowserContext, seconds: number): Promise<void> {
  await reseal(context, { auth_time: secondsAgo(seconds) });
}

/** The same with the moment of its last check against the registry. */
export async function ageCheck(context: BrowserContext, seconds: number): Promise<void> {
  await reseal(context, { auth_time: secondsAgo(seconds), iat: secondsAgo(seconds) });
}

async function reseal(context: BrowserContext, change: Partial<SessionClaims>): Promise<void> {
  const cookies = await context.cookies(siteUrl);
  const cookie = cookies.find((one) => one.name === name);
  if (!cookie) throw new Error('this browser has no session');
  await context.addCookies([{ ...cookie, value: await resealed(cookie.value, change) }]);
}

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
