import { after, type Clock, seconds } from '#core/clock.ts';
import type { Provider, ProviderTokens } from '#core/provider-identity.ts';
import type { ProviderClients, RefreshAnswer } from '#core/provider-ports.ts';
import type { ProviderSetting, ProviderSettings } from './env-providers.ts';
import { createProviderFetch } from './provider-fetch.ts';

/** Makes the port to the providers themselves: refreshing and revoking what they handed out. */
export function createProviderClients(settings: ProviderSettings, clock: Clock): ProviderClients {
  return {
    async refresh(provider, refreshToken) {
      const setting = settings[provider];
      // One that is no longer set up answers nobody; its connections stay as they are.
      if (!setting) return { result: 'unavailable' };
      try {
        return await askForTokens(provider, setting, refreshToken, clock.now());
      } catch {
        return { result: 'unavailable' };
      }
    },

    async revoke(provider, token) {
      const setting = settings[provider];
      if (!setting) return true;
      try {
        return await revokers[provider](
          setting,
          token,
          createProviderFetch(provider, setting.localUrl),
        );
      } catch {
        return false;
      }
    },
  };
}

/**
 * How long a provider may take over a refresh, in milliseconds: less than the lease under which it is
 * asked, so that nobody else sends the same refresh token meanwhile.
 */
const refreshMilliseconds = 4000;

/** Refreshes a grant (RFC 6749, 6). GitHub says what went wrong in an answer of 200. */
async function askForTokens(
  provider: Provider,
  setting: ProviderSetting,
  refreshToken: string,
  now: Date,
): Promise<RefreshAnswer> {
  const ask = createProviderFetch(provider, setting.localUrl, refreshMilliseconds);
  const answer = await ask(tokenEndpoint(provider, setting), {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: setting.clientId,
      client_secret: setting.clientSecret,
    }),
  });
  const body: unknown = await answer.json().catch(() => null);
  const member = (name: string) => (body === null ? undefined : Reflect.get(Object(body), name));
  if (goneGrants.includes(String(member('error')))) return { result: 'consent_needed' };
  const accessToken = member('access_token');
  if (!answer.ok || typeof accessToken !== 'string') return { result: 'unavailable' };
  const lifetime = Number(member('expires_in'));
  const tokens: ProviderTokens = {
    accessToken,
    refreshToken: textOr(member('refresh_token'), refreshToken),
    expiresAt: Number.isFinite(lifetime) ? after(now, seconds(lifetime)) : null,
    scope: textOr(member('scope'), null),
  };
  return { result: 'refreshed', tokens };
}

/** What providers say of a grant that is gone; anything else may be better in a moment. */
const goneGrants = [
  'invalid_grant',
  'bad_refresh_token',
  'interaction_required',
  'consent_required',
];

function tokenEndpoint(provider: Provider, { tenant }: ProviderSetting): string {
  const endpoints: Record<Provider, string> = {
    google: 'https://oauth2.googleapis.com/token',
    github: 'https://github.com/login/oauth/access_token',
    microsoft: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  };
  return endpoints[provider];
}

type Revoker = (setting: ProviderSetting, token: string, ask: typeof fetch) => Promise<boolean>;

const revokers: Record<Provider, Revoker> = {
  // RFC 7009.
  google: async (_setting, token, ask) => {
    const body = new URLSearchParams({ token });
    const answer = await ask('https://oauth2.googleapis.com/revoke', { method: 'POST', body });
    return isSettled(answer);
  },
  github: async ({ clientId, clientSecret }, token, ask) => {
    const answer = await ask(`https://api.github.com/applications/${clientId}/grant`, {
      method: 'DELETE',
      headers: {
        Accept: 'application/vnd.github+json',
        Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        'Content-Type': 'application/json',
        'User-Agent': 'gatehouse',
      },
      body: JSON.stringify({ access_token: token }),
    });
    return isSettled(answer);
  },
  // Microsoft has no endpoint for it: its user takes the consent back at myapplications.microsoft.com.
  microsoft: async () => true,
};

/** Revoked; or the token is gone already, or will never be taken: asking again changes nothing. */
function isSettled({ ok, status, headers }: Response): boolean {
  const isRefusal = Math.floor(status / 100) === 4;
  return ok || (isRefusal && !headers.has('retry-after'));
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' && value !== '' ? value : other;
}
