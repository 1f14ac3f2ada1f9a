import { json } from '../service.ts';
import { type Issuer, locateAmong, withFields } from './issuer.ts';
import { subjectDigest } from './personas.ts';

const paths = {
  discovery: '/.well-known/openid-configuration',
  authorize: '/o/oauth2/v2/auth',
  token: '/token',
  jwks: '/oauth2/v3/certs',
  userinfo: '/v1/userinfo',
  revocation: '/revoke',
} as const;

/**
 * Google. A refresh token is handed out for `access_type=offline` with `prompt=consent`, as at a
 * second sign-in with the real one; unlike there it rotates, so that careless use shows.
 */
export const google: Issuer = {
  name: 'google',
  title: 'Google',
  issuer: 'https://accounts.google.com',
  routes: {
    authorization: paths.authorize,
    token: paths.token,
    jwks: paths.jwks,
    userinfo: paths.userinfo,
    revocation: paths.revocation,
  },
  scopes: [
    'openid',
    'email',
    'profile',
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/userinfo.profile',
    'https://www.googleapis.com/auth/calendar.readonly',
    'https://www.googleapis.com/auth/calendar.events.readonly',
    'https://www.googleapis.com/auth/contacts.readonly',
    'https://www.googleapis.com/auth/drive.file',
    'https://www.googleapis.com/auth/drive.readonly',
    'https://www.googleapis.com/auth/gmail.readonly',
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name', 'picture'],
  },
  accessTokenSeconds: 3600,
  namesItself: true,
  locate: (path) => locateAmong(paths, path, '/google'),
  // Google's ids are numbers of 21 digits.
  subjectOf: (persona) => {
    const digest = subjectDigest('google', persona).toString('hex').slice(0, 16);
    return `1${BigInt(`0x${digest}`).toString().padStart(20, '0')}`;
  },
  claimsOf: (persona) => ({
    ...(persona.email === null ? {} : { email: persona.email, email_verified: persona.isVerified }),
    ...(persona.name === null ? {} : namesOf(persona.name)),
  }),
  isOffline: ({ access_type, prompt }) =>
    access_type === 'offline' && String(prompt).split(' ').includes('consent'),
  prepare(request, { route }, client) {
    // Google revokes for whoever holds the token; the library asks who that is.
    if (route !== 'revocation' || request.headers.authorization) return request;
    return withFields(request, (fields) => {
      if (!fields.has('token')) fields.set('token', request.url.searchParams.get('token') ?? '');
      fields.set('client_id', client.id);
      fields.set('client_secret', client.secret);
    });
  },
  fault: (mode) =>
    mode === 'limited'
      ? json(429, errorOf(429, 'Resource has been exhausted.', 'RESOURCE_EXHAUSTED'), {
          'retry-after': '1',
        })
      : json(500, errorOf(500, 'Internal error encountered.', 'INTERNAL')),
};

function namesOf(name: string) {
  const [given, ...rest] = name.split(' ');
  return {
    name,
    given_name: given,
    ...(rest.length > 0 ? { family_name: rest.join(' ') } : {}),
  };
}

function errorOf(code: number, message: string, status: string) {
  return { error: { code, message, status } };
}
