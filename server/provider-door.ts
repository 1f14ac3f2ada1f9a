import type { Account, Profile } from '@auth/core/types';
import { after, seconds } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Refusal, RefusalCode } from '#core/outcome.ts';
import { isProvider, type Provider, type ProviderTokens } from '#core/provider-identity.ts';
import { signInWithProvider } from '#core/provider-sign-in.ts';
import { claimsOf } from '#core/session-claims.ts';
import { cookieName, readCookie } from '#core/session-cookie.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { noteLanguage } from './auth-note.ts';
import { callerOf } from './caller.ts';
import { openIntent } from './connect-intent.ts';
import { currentSession, openedClaims } from './current-session.ts';
import { environment } from './env.ts';
import { logFault } from './log.ts';
import { ports } from './ports.ts';
import { identityOf } from './provider-profiles.ts';

/** What the one door for providers says: the session to go on with, or why not. */
export type DoorAnswer = { ok: true; claims: SessionClaims } | { ok: false; refusal: Refusal };

/**
 * The one door for providers: reads the identity that Auth.js has fetched and checked, finds out
 * whether somebody signed in wants to connect it, and lets the use case decide. Auth.js's own
 * linking has nothing left to do afterwards: the identity has its owner. Never throws.
 */
export async function passProviderDoor(
  account: Account,
  profile: Profile | undefined,
  headers: Headers,
): Promise<DoorAnswer> {
  const caller = callerOf(headers);
  try {
    const { provider } = account;
    const identity = isProvider(provider) && profile ? identityOf[provider]({ ...profile }) : null;
    if (!isProvider(provider) || !identity) return refused('authentication_error');
    const connecting = await connectingViewer(provider, headers);
    // Whoever set out to connect is not signed in to whatever account the identity leads to.
    if (connecting === 'gone') return refused('unauthenticated');
    const outcome = await signInWithProvider(
      ports(),
      {
        identity,
        tokens: tokensOf(account),
        connecting,
        current: await openedClaims(headers),
        isRemembered: true,
      },
      caller,
    );
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal };
    const { opened } = outcome.value;
    noteLanguage(opened?.language ?? null);
    const claims = opened ? claimsOf(opened.user, opened.session) : connecting;
    return claims ? { ok: true, claims } : refused('authentication_error');
  } catch (error) {
    logFault(error, { requestId: caller.requestId });
    return refused(error instanceof ServiceFault ? 'unavailable' : 'authentication_error');
  }
}

function refused(code: RefusalCode): DoorAnswer {
  return { ok: false, refusal: { code } };
}

/**
 * Who connects: the owner of the sealed intent, when the very session that it was made in is live
 * still; `gone` when it is not, or the intent is over. Null for those who sign in: a session alone
 * connects nothing.
 */
async function connectingViewer(
  provider: Provider,
  headers: Headers,
): Promise<SessionClaims | 'gone' | null> {
  const { secrets, isHttps } = environment();
  const sealed = readCookie(headers.get('cookie'), cookieName('connect', isHttps));
  if (!sealed) return null;
  const intent = await openIntent(sealed, provider, secrets, new Date());
  if (!intent) return 'gone';
  const { claims } = await currentSession(headers, 'strict');
  return claims?.sub === intent.sub && claims.sid === intent.sid ? claims : 'gone';
}

function tokensOf(account: Account): ProviderTokens | null {
  const { access_token, refresh_token, expires_at, scope } = account;
  if (!access_token) return null;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    expiresAt: expires_at === undefined ? null : after(new Date(0), seconds(expires_at)),
    scope: scope ?? null,
  };
}
