import type { ProviderIdentity } from '#core/provider-identity.ts';
import { consumerTenant } from './microsoft-tenants.ts';
import { ProviderUnavailable } from './provider-fetch.ts';

type Profile = Record<string, unknown>;

/**
 * Reads what a provider says of somebody as the one shape that the rules know; null when it does
 * not say who it is. An address counts as verified only when the provider says so itself.
 */
export const identityOf = {
  google: (claims: Profile): ProviderIdentity | null =>
    identity('google', text(claims.sub), claims, claims.email_verified === true, claims.picture),

  microsoft: (claims: Profile): ProviderIdentity | null => {
    const [tenant, object] = [text(claims.tid), text(claims.oid)];
    // Work accounts carry any address that their administrator likes, unless Entra vouches for it.
    const isVerified =
      claims.xms_edov === true || claims.xms_edov === 1 || tenant === consumerTenant;
    const id = tenant && object ? `${tenant}:${object}` : null;
    return identity('microsoft', id, claims, isVerified, null);
  },

  github: (profile: Profile): ProviderIdentity | null => {
    const id = Number.isSafeInteger(profile.id) ? String(profile.id) : null;
    const named = { ...profile, name: text(profile.name) ?? text(profile.login) };
    return identity('github', id, named, profile.email_verified === true, profile.avatar_url);
  },
};

function identity(
  provider: ProviderIdentity['provider'],
  accountId: string | null,
  claims: Profile,
  isEmailVerified: boolean,
  image: unknown,
): ProviderIdentity | null {
  if (!accountId || accountId.length > 255) return null;
  const email = text(claims.email);
  return {
    provider,
    accountId,
    email,
    isEmailVerified: email !== null && isEmailVerified,
    name: text(claims.name),
    image: text(image),
  };
}

/**
 * Asks GitHub who a token belongs to: its user, and of their addresses the primary one with what
 * GitHub says of it. Throws ProviderUnavailable.
 */
export async function githubProfile(accessToken: string, ask: typeof fetch): Promise<Profile> {
  const get = async (path: string): Promise<unknown> => {
    const answer = await ask(`https://api.github.com${path}`, {
      headers: {
        Accept: 'application/vnd.github+json',
        Authorization: `Bearer ${accessToken}`,
        'User-Agent': 'gatehouse',
      },
    });
    const body: unknown = answer.ok ? await answer.json().catch(() => null) : null;
    if (typeof body !== 'object' || body === null) throw new ProviderUnavailable();
    return body;
  };
  const [user, emails] = await Promise.all([get('/user'), get('/user/emails')]);
  const listed = (Array.isArray(emails) ? emails : []) as Profile[];
  const primary = listed.find((email) => email?.primary === true);
  return {
    ...(user as Profile),
    email: text(primary?.email),
    email_verified: primary?.verified === true,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 2048 ? value : null;
}
