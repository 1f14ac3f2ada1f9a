import type { Provider, Token } from 'oidc-provider';
import { hasSecret } from '../has-secret.ts';
import { isRecord, parseJson } from '../json-body.ts';
import { type Answer, type CloudRequest, empty, json } from '../service.ts';
import { readConsent } from './consents.ts';
import type { GrantStore } from './grant-store.ts';
import type { Client, Members, Place } from './issuer.ts';
import type { Persona } from './personas.ts';

/** What GitHub's API works on. */
export type GithubApi = { provider: Provider; store: GrantStore; client: Client };

/** Answers `GET /user` and `GET /user/emails` over a token, and the two ways to revoke one. */
export async function answerGithubApi(
  api: GithubApi,
  place: Place,
  request: CloudRequest,
): Promise<Answer> {
  // GitHub refuses whoever does not say what program they are.
  if (!request.headers['user-agent']) {
    return json(403, { message: 'Request forbidden by administrative rules: no User-Agent.' });
  }
  if (place.route === 'revocation') return revoke(api, place, request);
  if (request.method !== 'GET') return notFound;
  const given = /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined) return unauthorized('Requires authentication');
  const token = await api.provider.AccessToken.find(given);
  const consent = token && readConsent(api.store, token.grantId);
  if (!token || !consent) return unauthorized('Bad credentials');
  const scopes = token.scope?.split(' ') ?? [];
  const headers = { 'x-oauth-scopes': scopes.join(', ') };
  if (place.route === 'userinfo') return json(200, profileOf(token, consent.persona), headers);
  const mayRead = scopes.includes('user:email') || scopes.includes('user');
  return mayRead ? json(200, emailsOf(token, consent.persona), headers) : notFound;
}

const notFound = json(404, { message: 'Not Found', status: '404' });

function unauthorized(message: string): Answer {
  return json(401, { message, status: '401' });
}

function profileOf({ accountId }: Token, persona: Persona): Members {
  return {
    login: loginOf(persona, accountId),
    id: Number(accountId),
    avatar_url: `https://avatars.githubusercontent.com/u/${accountId}?v=4`,
    type: 'User',
    name: persona.name,
    // Only who makes an address public shows it here, and only a verified one can be.
    email: persona.key === 'una' ? persona.email : null,
  };
}

function emailsOf({ accountId }: Token, persona: Persona): Members[] {
  if (persona.email === null) return [];
  const visibility = persona.key === 'una' ? 'public' : 'private';
  const noReply = `${accountId}+${loginOf(persona, accountId)}@users.noreply.github.com`;
  return [
    { email: noReply, primary: false, verified: true, visibility: null },
    { email: persona.email, primary: true, verified: persona.isVerified, visibility },
  ];
}

function loginOf({ key, subject }: Persona, accountId: string): string {
  return key === 'address' ? `user-${accountId}` : subject;
}

/** `token` ends one token; `grant` ends everything of its user at this client. */
async function revoke(api: GithubApi, { path, id }: Place, request: CloudRequest): Promise<Answer> {
  const { client, provider, store } = api;
  const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [given, secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  if (given !== client.id || id !== client.id || !hasSecret(secret, client.secret)) return notFound;
  const body = parseJson(request.body);
  const value = isRecord(body) ? body.access_token : null;
  const token = typeof value === 'string' ? await provider.AccessToken.find(value) : undefined;
  if (!token) return notFound;
  if (path.endsWith('/grant')) store.grantsOf(token.accountId).forEach(store.endGrant);
  else await token.destroy();
  return empty(204);
}
