import type { Check, Policy, Provider } from 'oidc-provider';
import { html } from '../pages/html.ts';
import { page } from '../pages/page.ts';
import type { IssuerName } from '../service.ts';
import { readConsent } from './consents.ts';
import type { GrantStore } from './grant-store.ts';
import type { Client, Issuer } from './issuer.ts';
import { loadOidcLibrary } from './oidc-library.ts';
import { type KeyRing, publishedKeys } from './signing-keys.ts';

type Library = typeof import('oidc-provider');

const day = 24 * 3600;

/** Makes the library's provider for an issuer with these keys. What it remembers is in the store. */
export async function makeProvider(
  issuer: Issuer,
  client: Client,
  store: GrantStore,
  ring: KeyRing,
): Promise<Provider> {
  const library = await loadOidcLibrary();
  const { name, scopes, claims, routes } = issuer;
  const provider = new library.Provider(issuer.issuer, {
    adapter: store.adapter,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`http://localhost${callbackPath(name)}`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: publishedKeys(ring) },
    routes,
    scopes,
    claims,
    // Clients of Google and Microsoft read names and addresses from the id token.
    conformIdTokenClaims: false,
    cookies: {
      // The site's cookies lie in the same jar, which knows no ports.
      names: cookieNames(name),
      long: { httpOnly: true, sameSite: 'lax', signed: false, path: `/${name}` },
      short: { httpOnly: true, sameSite: 'lax', signed: false },
    },
    extraParams: ['access_type', 'include_granted_scopes', 'domain_hint', 'hd'],
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: routes.userinfo !== undefined },
      revocation: { enabled: routes.revocation !== undefined, allowedPolicy: () => true },
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    responseTypes: ['code'],
    pkce: { required: () => false },
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    expiresWithSession: () => false,
    issueRefreshToken: (_context, _client, { grantId }) =>
      readConsent(store, grantId)?.isOffline ?? false,
    ttl: {
      AccessToken: issuer.accessTokenSeconds,
      AuthorizationCode: 600,
      Grant: 366 * day,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 90 * day,
      Session: 600,
    },
    interactions: {
      policy: alwaysAsk(library),
      url: (_context, { uid }) => `/${name}/persona/${uid}`,
    },
    clientBasedCORS: () => false,
    findAccount: (_context, accountId, source) => ({
      accountId,
      claims(use) {
        const consent = source?.grantId ? readConsent(store, source.grantId) : null;
        return consent ? issuer.claimsOf(consent.persona, use) : {};
      },
    }),
    renderError(context, out) {
      const { headers, body } = errorPage(issuer.title, out);
      for (const [header, value] of Object.entries(headers)) context.set(header, value);
      context.body = body;
    },
  });
  provider.Client.prototype.redirectUriAllowed = (uri) => isSiteCallback(name, uri);
  provider.on('server_error', (_context, error) => console.error(error));
  return provider;
}

/** The library's names for its cookies at an issuer. */
export function cookieNames(name: IssuerName) {
  return {
    session: `local_${name}_session`,
    interaction: `local_${name}_persona`,
    resume: `local_${name}_resume`,
  };
}

/** Decides whether an address is the callback of a site on this machine, whatever its port. */
export function isSiteCallback(name: IssuerName, uri: unknown): boolean {
  if (typeof uri !== 'string') return false;
  return /^http:\/\/localhost(:\d{1,5})?\//.test(uri) && uri.endsWith(callbackPath(name))
    ? new URL(uri).pathname === callbackPath(name)
    : false;
}

function callbackPath(name: IssuerName): string {
  return `/api/auth/callback/${name}`;
}

/** The persona page stands in every sign-in: nobody is remembered. */
function alwaysAsk({ interactionPolicy }: Library): Policy {
  const { base, Check, Prompt } = interactionPolicy;
  const policy = base();
  const isChosen: Check = new Check(
    'persona',
    'a persona is chosen for each sign-in',
    ({ oidc }) => !oidc.result?.login,
  );
  policy.get('login')?.checks.add(isChosen);
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 1);
  return policy;
}

function errorPage(title: string, out: Record<string, unknown>) {
  return page(
    'Refused',
    html`<div class="card"><h1>${title} refuses this</h1>
<dl>${Object.entries(out).map(([name, value]) => html`<dt>${name}</dt><dd>${String(value)}</dd>`)}</dl></div>`,
  );
}
