import { isRecord, parseJson } from '../json-body.ts';
import { type Answer, json } from '../service.ts';
import { type Issuer, locateAmong, withFields, withQuery } from './issuer.ts';
import { subjectDigest } from './personas.ts';

const paths = {
  authorize: '/login/oauth/authorize',
  token: '/login/oauth/access_token',
  userinfo: '/user',
  emails: '/user/emails',
} as const;

const yearSeconds = 365 * 24 * 3600;

/**
 * GitHub, with an OAuth app: plain OAuth 2, access tokens that do not expire, no refresh tokens, no
 * id token; refusals of the token endpoint have the status 200.
 */
export const github: Issuer = {
  name: 'github',
  title: 'GitHub',
  issuer: 'https://github.com',
  routes: { authorization: paths.authorize, token: paths.token },
  scopes: ['read:user', 'user:email', 'user', 'repo', 'public_repo', 'read:org', 'gist'],
  claims: {},
  accessTokenSeconds: yearSeconds,
  namesItself: false,
  locate(path, method) {
    const id = /^\/applications\/([^/]+)\/(?:token|grant)$/.exec(path)?.[1];
    if (id && method === 'DELETE') return { route: 'revocation', mount: '/github', path, id };
    return locateAmong(paths, path, '/github');
  },
  subjectOf: (persona) =>
    String(1_000_000 + (subjectDigest('github', persona).readUIntBE(0, 6) % 200_000_000)),
  claimsOf: () => ({}),
  isOffline: () => false,
  prepare(request, { route }) {
    if (route === 'authorize') {
      return withQuery(request, (query) => {
        if (!query.has('response_type')) query.set('response_type', 'code');
        query.set('scope', (query.get('scope') ?? '').replaceAll(',', ' '));
      });
    }
    if (route !== 'token') return request;
    const headers = { ...request.headers, accept: 'application/json' };
    return withFields({ ...request, headers }, (fields) => {
      if (!fields.has('grant_type')) fields.set('grant_type', 'authorization_code');
    });
  },
  adjustTokenAnswer(answer, request) {
    const said = parseJson(Buffer.from(answer.body.toString()));
    const members = isRecord(said) ? said : {};
    const written = answer.status === 200 ? granted(members) : refused(String(members.error));
    if (/json/.test(request.headers.accept ?? '')) return json(200, written);
    return {
      status: 200,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams(written).toString(),
    };
  },
  fault: (mode) => (mode === 'limited' ? limited() : json(500, { message: 'Server Error' })),
};

function granted({ access_token, scope }: Record<string, unknown>): Record<string, string> {
  return {
    access_token: String(access_token),
    scope: String(scope ?? '').replaceAll(' ', ','),
    token_type: 'bearer',
  };
}

const refusals: Record<string, [string, string]> = {
  invalid_client: [
    'incorrect_client_credentials',
    'The client_id and/or client_secret passed are incorrect.',
  ],
  invalid_grant: ['bad_verification_code', 'The code passed is incorrect or expired.'],
};

function refused(code: string): Record<string, string> {
  const [error, description] = refusals[code] ?? [code, 'The request was not understood.'];
  return {
    error,
    error_description: description,
    error_uri:
      'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors',
  };
}

function limited(): Answer {
  const headers = { 'retry-after': '1', 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0' };
  return json(429, { message: 'API rate limit exceeded for user.' }, headers);
}
