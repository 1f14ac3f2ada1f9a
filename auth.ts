import { headers } from 'next/headers';
import NextAuth, { type Account, type NextAuthConfig, type Profile, type Session } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { updateProfile } from '#core/profile-update.ts';
import { safeCallbackUrl } from '#core/return-to.ts';
import type { Role } from '#core/roles.ts';
import { type SessionView, sessionView, userOf } from '#core/session-claims.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import { sessionLifetimes } from '#core/session-policy.ts';
import {
  readClaims,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { signOut as endSession } from '#core/sign-out.ts';
import { currentNote, noteRefusal, tokenReading } from '#server/auth-note.ts';
import { callerOf } from '#server/caller.ts';
import { currentSession, openToken, sessionCheck } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { passPasswordDoor } from '#server/password-door.ts';
import { adapter, ports } from '#server/ports.ts';
import { passProviderDoor } from '#server/provider-door.ts';
import { authProviders, configuredProviders } from '#server/providers.ts';

declare module 'next-auth' {
  interface Session {
    user: { id: string; name: string | null; email: string; image: string | null; role: Role };
    session: SessionView;
  }
  interface User {
    /** The session that the door opened for this user. */
    claims?: SessionClaims;
  }
}

declare module '@auth/core/jwt' {
  interface JWT extends Partial<SessionClaims> {}
  /** Its own types leave out what its code reads. */
  interface JWTOptions {
    secret: string[];
  }
}

/** The instance: its configuration is made at the first request, when the environment is there. */
export const { handlers, signIn, signOut } = NextAuth(() => configuration());

/** The ids of the configured providers. */
export function providerIds(): readonly string[] {
  return ['credentials', ...configuredProviders()];
}

/** The session of this request for server components, actions and handlers; null for visitors. */
export async function auth(): Promise<Session | null> {
  const { claims } = await currentSession(await headers());
  return claims && toSession(claims);
}

let made: NextAuthConfig | null = null;

function configuration(): NextAuthConfig {
  made ??= makeConfiguration();
  return made;
}

function makeConfiguration(): NextAuthConfig {
  const { secrets, isHttps, redirectProxyUrl } = environment();
  const cookie = (name: string, maxAge?: number) => ({
    name: cookieName(name, isHttps),
    options: { ...cookieAttributes(isHttps), ...(maxAge === undefined ? {} : { maxAge }) },
  });
  return {
    adapter: adapter(),
    // The CSRF hash hangs on this one: the newest alone (older tokens: core/csrf-cookie.ts).
    secret: secrets.slice(0, 1),
    trustHost: true,
    basePath: '/api/auth',
    useSecureCookies: isHttps,
    session: { strategy: 'jwt', maxAge: sessionLifetimes.remembered / 1000 },
    pages: {
      signIn: '/sign-in',
      signOut: '/sign-out',
      error: '/auth/error',
      verifyRequest: '/check-email',
    },
    cookies: {
      sessionToken: cookie('session'),
      csrfToken: cookie('csrf'),
      callbackUrl: cookie('callback'),
      state: cookie('state', 900),
      pkceCodeVerifier: cookie('pkce', 900),
      nonce: cookie('nonce', 900),
      webauthnChallenge: cookie('challenge', 900),
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, rememberMe: {} },
        authorize: (fields, request) => passPasswordDoor(fields, request.headers),
      }),
      ...authProviders(),
    ],
    ...(redirectProxyUrl === null ? {} : { redirectProxyUrl }),
    jwt: {
      // What the cookies of state, PKCE and nonce are sealed by: the newest, and opened by: all.
      secret: [...secrets],
      encode: async ({ token }) => seal(token),
      decode: async ({ token }) => readToken(token),
    },
    callbacks: {
      signIn: ({ account, profile }) =>
        account?.provider === 'credentials' || passesProviderDoor(account, profile),
      jwt: async ({ token, user, trigger, session }) => {
        if (user) return user.claims ?? currentNote()?.claims ?? null;
        const claims = readClaims(token, nowSeconds());
        return claims && trigger === 'update' ? updateProfile(ports(), claims, session) : claims;
      },
      session: ({ token }) => {
        const claims = readClaims(token, nowSeconds());
        if (!claims) throw new TypeError('a session without claims');
        return { ...toSession(claims), expires: new Date(claims.exp * 1000) as Date & string };
      },
      redirect: ({ url }) =>
        url.startsWith(errorPath)
          ? environment().origin + url
          : safeCallbackUrl(url, environment().origin),
    },
    events: {
      signOut: async (message) => {
        const claims = 'token' in message ? readClaims(message.token ?? {}, nowSeconds()) : null;
        await endSession(ports(), claims, callerOf(await headers()));
      },
    },
    logger: { error: logAuthError, warn: () => undefined, debug: () => undefined },
  };
}

/** Where a refused sign-in by a provider ends; what the note says is added to it. */
const errorPath = '/auth/error?error=';

/** True when the door for providers let somebody in; else the way to what it said. */
async function passesProviderDoor(
  account: Account | null | undefined,
  profile: Profile | undefined,
): Promise<boolean | string> {
  const note = currentNote();
  if (!account || !note) return false;
  const answer = await passProviderDoor(account, profile, note.headers);
  if (answer.ok) {
    note.claims = answer.claims;
    return true;
  }
  noteRefusal(answer.refusal);
  return `${errorPath}AccessDenied`;
}

async function seal(token: object | undefined): Promise<string> {
  const claims = readClaims({ ...token }, nowSeconds());
  if (!claims) throw new TypeError('a session without claims');
  return sealSession(claims, await sessionKeyRing(environment().secrets));
}

/** Auth.js's way to a session: live as the check of all other faces says, or none. */
async function readToken(token: string | undefined): Promise<SessionClaims | null> {
  const claims = await openToken(token);
  const reading = tokenReading();
  if (!claims || reading === 'opened') return claims;
  try {
    return await sessionCheck()(claims, reading);
  } catch (error) {
    // Auth.js would take the cookie away from a session that nobody could check.
    noteRefusal({ code: 'unavailable' });
    throw error;
  }
}

function toSession(claims: SessionClaims): Session {
  const { id, name, email, image, role } = userOf(claims);
  const session = sessionView(claims);
  return { user: { id, name, email, image, role }, session, expires: session.expiresAt };
}

const expectedEndings = [
  'AccessDenied',
  'CredentialsSignin',
  'JWTSessionError',
  'MissingCSRF',
  'OAuthCallbackError',
  'UnknownAction',
];

/** Expected endings (a refusal, a dead token, a form without its token) are not errors of ours. */
function logAuthError(error: Error): void {
  const type = 'type' in error ? error.type : undefined;
  if (typeof type !== 'string' || !expectedEndings.includes(type)) logFault(error);
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
