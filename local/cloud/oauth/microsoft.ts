import { json } from '../service.ts';
import { type Issuer, locateAmong, type Place, withQuery } from './issuer.ts';
import { microsoftTenants, subjectDigest } from './personas.ts';

const paths = {
  authorize: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  jwks: '/discovery/v2.0/keys',
  userinfo: '/oidc/userinfo',
} as const;

const discoveryPath = '/v2.0/.well-known/openid-configuration';
const tenantId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Microsoft's identity platform, version 2. Every tenant's id has a discovery of its own here, and
 * no path keeps a persona of another tenant away: that is for the site to see.
 */
export const microsoft: Issuer = {
  name: 'microsoft',
  title: 'Microsoft',
  issuer: issuerOf(microsoftTenants.first),
  routes: {
    authorization: paths.authorize,
    token: paths.token,
    jwks: paths.jwks,
    userinfo: paths.userinfo,
  },
  scopes: [
    'openid',
    'email',
    'profile',
    'offline_access',
    'User.Read',
    'Mail.Read',
    'Calendars.Read',
    'Contacts.Read',
    'Files.Read',
  ],
  claims: {
    openid: ['sub', 'tid', 'ver'],
    email: ['email', 'xms_edov'],
    profile: ['name', 'given_name', 'family_name', 'preferred_username', 'oid'],
  },
  accessTokenSeconds: 3600,
  namesItself: false,
  locate(path) {
    if (path === paths.userinfo) return { route: 'userinfo', mount: '/microsoft', path };
    const [, tenant, rest] = /^\/([^/]+)(\/.+)$/.exec(path) ?? [];
    if (!tenant || !rest || !isTenant(tenant)) return null;
    const mount = `/microsoft/${tenant}`;
    if (rest === discoveryPath) {
      return { route: 'discovery', mount, path: '/.well-known/openid-configuration', tenant };
    }
    const place = locateAmong(paths, rest, mount);
    return place && place.route !== 'userinfo' ? { ...place, tenant } : null;
  },
  subjectOf: (persona) => subjectDigest('microsoft', persona).toString('base64url'),
  claimsOf(persona, use) {
    const { name, email, tenant, isVerified } = persona;
    const names = name === null ? {} : { name };
    const address = email === null ? {} : { email };
    if (use === 'userinfo') return { ...names, ...address };
    // Of personal accounts Microsoft does not say who owns the domain.
    const isOwned = email !== null && isVerified && tenant !== microsoftTenants.consumers;
    return {
      ...names,
      ...address,
      ...(isOwned ? { xms_edov: true } : {}),
      preferred_username: email ?? `${persona.key}@tenant.onmicrosoft.example`,
      oid: asUuid(subjectDigest('microsoft', persona, 'object').toString('hex')),
      tid: tenant,
      ver: '2.0',
    };
  },
  isOffline: ({ access_type }) => access_type === 'offline',
  prepare(request, { route }) {
    if (route !== 'authorize') return request;
    // The library drops `offline_access` where no consent was asked for; Microsoft does not.
    return withQuery(request, (query) => {
      query.delete('access_type');
      const scopes = query.get('scope')?.split(' ') ?? [];
      if (scopes.includes('offline_access')) query.set('access_type', 'offline');
    });
  },
  adjustClaims: (claims) => ({ ...claims, iss: issuerOf(String(claims.tid)) }),
  adjustDiscovery(document, { tenant = 'common' }: Place, baseUrl) {
    // Microsoft speaks of neither, though it knows PKCE.
    const {
      authorization_response_iss_parameter_supported: _,
      code_challenge_methods_supported: __,
      ...rest
    } = document;
    return {
      ...rest,
      subject_types_supported: ['pairwise'],
      issuer: issuerOf(namedTenants[tenant] ?? tenant),
      userinfo_endpoint: `${baseUrl}${paths.userinfo}`,
    };
  },
  fault: (mode) =>
    mode === 'limited'
      ? json(
          429,
          { error: 'temporarily_unavailable', error_description: 'Too many requests.' },
          {
            'retry-after': '1',
          },
        )
      : json(500, { error: 'server_error', error_description: 'AADSTS90033: A transient error.' }),
};

/** The tenants that have names; the first two of several tenants leave the id for the reader. */
const namedTenants: Record<string, string> = {
  common: '{tenantid}',
  organizations: '{tenantid}',
  consumers: microsoftTenants.consumers,
};

function isTenant(text: string): boolean {
  return tenantId.test(text) || Object.hasOwn(namedTenants, text);
}

function issuerOf(tenant: string): string {
  return `https://login.microsoftonline.com/${tenant}/v2.0`;
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
