import { customFetch } from '@auth/core';
import type { OAuth2Config, OAuthConfig, OIDCConfig } from '@auth/core/providers';
import { type Provider, providers } from '#core/provider-identity.ts';
import { environment } from './env.ts';
import type { ProviderSetting } from './env-providers.ts';
import { consumerTenant, isAllowedTenant } from './microsoft-tenants.ts';
import { createOidcFetch } from './oidc-fetch.ts';
import { addressOfProvider, createProviderFetch } from './provider-fetch.ts';
import { githubProfile, identityOf } from './provider-profiles.ts';

/** The providers that are set up, in the order of their buttons. */
export function configuredProviders(): readonly Provider[] {
  const settings = environment().providers;
  return providers.filter((provider) => settings[provider] !== undefined);
}

/** What one provider is set to; null when it is not set up. */
export function providerSetting(provider: Provider): ProviderSetting | null {
  return environment().providers[provider] ?? null;
}

/** The providers as Auth.js takes them. Each is reached by a guarded fetch of its own. */
export function authProviders(): OAuthConfig<Record<string, unknown>>[] {
  return configuredProviders().flatMap((provider) => {
    const setting = providerSetting(provider);
    return setting ? [makers[provider](setting)] : [];
  });
}

/** What a sign-in asks for; Microsoft gives a refresh token only when that is asked for too. */
const signInScope: Record<Provider, string> = {
  google: 'openid email profile',
  github: 'read:user user:email',
  microsoft: 'openid email profile offline_access',
};

/** The scopes of a sign-in and, of what a feature needs besides, those that are not among them. */
export function scopeWith(provider: Provider, further: readonly string[]): string {
  return [...new Set([...signInScope[provider].split(' '), ...further])].join(' ');
}

type Profile = Record<string, unknown>;

const makers: Record<Provider, (setting: ProviderSetting) => OAuthConfig<Profile>> = {
  google: (setting) =>
    oidc('google', 'Google', setting, {
      issuer: googleIssuer,
      scope: signInScope.google,
      // A refresh token comes with the first consent only when it is asked for.
      parameters: { access_type: 'offline', include_granted_scopes: 'true' },
      issuerOf: () => googleIssuer,
    }),
  microsoft: (setting) =>
    oidc('microsoft', 'Microsoft', setting, {
      // For personal accounts alone Microsoft's discovery names their tenant, and not the word.
      issuer: `${microsoftOrigin}/${setting.tenant === 'consumers' ? consumerTenant : setting.tenant}/v2.0`,
      scope: signInScope.microsoft,
      parameters: {},
      issuerOf: ({ tid }) =>
        isAllowedTenant(tid, setting.tenant) ? `${microsoftOrigin}/${tid}/v2.0` : null,
    }),
  github,
};

const googleIssuer = 'https://accounts.google.com';
const microsoftOrigin = 'https://login.microsoftonline.com';
function oidc(
  id: Provider,
  name: string,
  setting: ProviderSetting,
  how: {
    issuer: string;
    scope: string;
    parameters: Record<string, string>;
    issuerOf: (claims: Profile) => string | null;
  },
): OIDCConfig<Profile> {
  const { clientId, clientSecret, localUrl } = setting;
  const { issuer, scope, parameters, issuerOf } = how;
  return {
    id,
    name,
    type: 'oidc',
    issuer,
    clientId,
    clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope, ...parameters } },
    profile: (claims) => ({ id: identityOf[id](claims)?.accountId ?? '' }),
    [customFetch]: createOidcFetch({
      clientId,
      issuer,
      issuerOf,
      ask: createProviderFetch(id, localUrl),
      isOwnAddress: (address) => addressOfProvider(id, address, localUrl) !== null,
    }),
  };
}

function github({ clientId, clientSecret, localUrl }: ProviderSetting): OAuth2Config<Profile> {
  const ask = createProviderFetch('github', localUrl);
  // The browser goes there by itself, so that no fetch of ours can lead it to the stand-in.
  const site = localUrl ?? 'https://github.com';
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    clientId,
    clientSecret,
    checks: ['pkce', 'state'],
    authorization: {
      url: `${site}/login/oauth/authorize`,
      params: { scope: signInScope.github },
    },
    token: 'https://github.com/login/oauth/access_token',
    userinfo: {
      url: 'https://api.github.com/user',
      request: async ({ tokens }: { tokens: { access_token?: string } }) =>
        githubProfile(tokens.access_token ?? '', ask),
    },
    profile: (claims) => ({ id: identityOf.github(claims)?.accountId ?? '' }),
    [customFetch]: ask,
  };
}
