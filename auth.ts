import { headers } from 'next/headers';
import NextAuth, { CredentialsSignin, type NextAuthConfig, type Session } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { ServiceFault } from '#core/fault.ts';
import type { Refusal } from '#core/outcome.ts';
import { updateProfile } from '#core/profile-update.ts';
import { safeCallbackUrl } from '#core/return-to.ts';
import type { Role } from '#core/roles.ts';
import { claimsOf, type SessionView, sessionView, userOf } from '#core/session-claims.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import { sessionLifetimes } from '#core/session-policy.ts';
import {
  readClaims,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { signInInput, signIn as signInWithPassword } from '#core/sign-in.ts';
import { signOut as endSession } from '#core/sign-out.ts';
import { fieldErrors } from '#core/text-input.ts';
import { noteRefusal, tokenReading } from '#server/auth-note.ts';
import { callerOf } from '#server/caller.ts';
import { currentSession, openedClaims, openToken, sessionCheck } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { adapter, ports } from '#server/ports.ts';

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

/** A sign-in that the door refused: reaches the server's callers as it is, clients as its code. */
export class SignInRefused extends CredentialsSignin {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super();
    this.code = refusal.code;
    this.refusal = refusal;
  }
}

/** The instance: its configuration is made at the first request, when the environment is there. */
export const { handlers, signIn, signOut } = NextAuth(() => configuration());

/** The ids of the configured providers. */
export function providerIds(): readonly string[] {
  return ['credentials'];
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
  const { secrets, isHttps } = environment();
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
        authorize: (fields, request) => passTheDoor(fields, request.headers),
      }),
    ],
    jwt: {
      // What the cookies of state, PKCE and nonce are sealed by: the newest, and opened by: all.
      secret: [...secrets],
      encode: async ({ token }) => seal(token),
      decode: async ({ token }) => readToken(token),
    },
    callbacks: {
      jwt: async ({ token, user, trigger, session }) => {
        if (user) return user.claims ?? null;
        const claims = readClaims(token, nowSeconds());
        return claims && trigger === 'update' ? updateProfile(ports(), claims, session) : claims;
      },
      session: ({ token }) => {
        const claims = readClaims(token, nowSeconds());
        if (!claims) throw new TypeError('a session without claims');
        return { ...toSession(claims), expires: new Date(claims.exp * 1000) as Date & string };
      },
      redirect: ({ url }) => safeCallbackUrl(url, environment().origin),
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

/** Credentials to a session through the one door; throws SignInRefused for every way to say no. */
async function passTheDoor(fields: Partial<Record<string, unknown>>, from: Headers) {
  const caller = callerOf(from);
  try {
    const { email, password, rememberMe } = fields;
    const isRemembered =
      rememberMe === undefined ? true : rememberMe === true || rememberMe === 'true';
    const parsed = signInInput.safeParse({ email, password, rememberMe: isRemembered });
    if (!parsed.success) {
      throw refusedFor({ code: 'invalid_input', errors: fieldErrors(parsed.error) });
    }
    const outcome = await signInWithPassword(
      ports(),
      parsed.data,
      caller,
      await openedClaims(from),
    );
    if (!outcome.ok) throw refusedFor(outcome.refusal);
    const { user, session } = outcome.value;
    return { id: user.id, email: user.email, claims: claimsOf(user, session) };
  } catch (error) {
    if (error instanceof SignInRefused) throw error;
    logFault(error, { requestId: caller.requestId });
    const isOutage = error instanceof ServiceFault;
    throw refusedFor({ code: isOutage ? 'unavailable' : 'authentication_error' });
  }
}

function refusedFor(refusal: Refusal): SignInRefused {
  noteRefusal(refusal);
  return new SignInRefused(refusal);
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

/** Expected endings (a refusal, a dead token, a form without its token) are not errors of ours. */
function logAuthError(error: Error): void {
  const type = 'type' in error ? error.type : undefined;
  const isExpected = ['CredentialsSignin', 'JWTSessionError', 'MissingCSRF', 'UnknownAction'];
  if (typeof type !== 'string' || !isExpected.includes(type)) logFault(error);
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
