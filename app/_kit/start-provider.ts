import { cookies } from 'next/headers';
import { AuthError } from 'next-auth';
import { signIn } from '#auth.ts';
import { accept, type Outcome, refuse } from '#core/outcome.ts';
import type { Provider } from '#core/provider-identity.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { connectSeconds, sealIntent } from '#server/connect-intent.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { configuredProviders, scopeWith } from '#server/providers.ts';

export type StartRefusal = 'unknown_provider' | 'provider_unavailable';

/**
 * Begins a sign-in at a provider: sets the cookies that its answer is checked with (state, PKCE,
 * nonce) and gives the address that the browser goes to.
 */
export async function startSignIn(
  provider: Provider,
  returnTo: string,
): Promise<Outcome<string, StartRefusal>> {
  await forgetIntent();
  return start(provider, returnTo, {});
}

/**
 * Begins to connect a provider to the account of somebody signed in; the provider asks anew.
 * `further` names scopes that a feature needs besides those of a sign-in.
 */
export async function startConnect(
  provider: Provider,
  claims: SessionClaims,
  further: readonly string[] = [],
): Promise<Outcome<string, StartRefusal>> {
  const asked = { prompt: 'consent', scope: scopeWith(provider, further) };
  const started = await start(provider, connectedPath, asked);
  if (!started.ok) return started;
  const { secrets, isHttps } = environment();
  const exp = Math.floor(Date.now() / 1000) + connectSeconds;
  const sealed = await sealIntent({ sub: claims.sub, sid: claims.sid, provider, exp }, secrets);
  const attributes = { ...cookieAttributes(isHttps), maxAge: connectSeconds };
  (await cookies()).set(connectCookie(), sealed, attributes);
  return started;
}

/** Forgets that somebody wanted to connect: something else is begun. */
async function forgetIntent(): Promise<void> {
  const attributes = { ...cookieAttributes(environment().isHttps), maxAge: 0 };
  (await cookies()).set(connectCookie(), '', attributes);
}

const connectedPath = '/account/connections?notice=connected';

async function start(
  provider: Provider,
  returnTo: string,
  parameters: Record<string, string>,
): Promise<Outcome<string, StartRefusal>> {
  if (!configuredProviders().includes(provider)) return refuse('unknown_provider');
  try {
    const to = String(
      await signIn(provider, { redirect: false, redirectTo: returnTo }, parameters),
    );
    // What Auth.js did not expect (a provider that is silent) it answers with the way to its error page.
    const isError = to.startsWith(`${environment().origin}/`);
    return isError ? refuse('provider_unavailable') : accept(to);
  } catch (error) {
    logFault(error);
    if (error instanceof AuthError) return refuse('provider_unavailable');
    throw error;
  }
}

function connectCookie(): string {
  return cookieName('connect', environment().isHttps);
}
