import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Provider } from 'oidc-provider';
import type { Faults } from '../faults.ts';
import {
  type Answer,
  type CloudRequest,
  empty,
  type IssuerName,
  json,
  type Service,
} from '../service.ts';
import { bendAnswer } from './bend-answer.ts';
import { giveConsent } from './consents.ts';
import { exchange } from './exchange.ts';
import { answerGithubApi } from './github-api.ts';
import { type GrantStore, openGrantStore } from './grant-store.ts';
import type { Client, Issuer, Place } from './issuer.ts';
import { createIssuerCounts, type IssuerCounts } from './issuer-counts.ts';
import { cookieNames, makeProvider } from './make-provider.ts';
import { issuerPage, personaPage, readChoice, stalePersonaPage } from './persona-page.ts';
import { type KeyRing, makeKeyRing, rotateKeys } from './signing-keys.ts';

export type IssuerService = Service & {
  name: IssuerName;
  title: string;
  /** Makes keys and loads the library, for which the first request would wait. */
  warmUp(): Promise<void>;
  /** Signs with a new key from now on, and still publishes the old one unless it is dropped. */
  rotate(isDropped: boolean): Promise<void>;
};

/** Stands in for one of the three issuers. */
export function issuerService(
  issuer: Issuer,
  { faults, directory, secret }: { faults: Faults; directory: string | null; secret: string },
): IssuerService {
  const { name, title } = issuer;
  const prefix = `/${name}`;
  const client = clientOf(name, secret);
  const store = openGrantStore(directory && join(directory, `oauth-${name}.json`));
  const counts = createIssuerCounts();
  const running = startAtNeed(issuer, client, store);
  const parts: Parts = { issuer, client, store, faults, counts, running };
  const upper = name.toUpperCase();
  return {
    name,
    title,
    prefix,
    environment: (cloudUrl) => ({
      [`AUTH_${upper}_ID`]: client.id,
      [`AUTH_${upper}_SECRET`]: client.secret,
      [`AUTH_${upper}_LOCAL_URL`]: `${cloudUrl}${prefix}`,
    }),
    isForPeople: (url) => isForPeople(locate(issuer, url.pathname, 'GET')),
    count(request) {
      const place = locate(issuer, request.url.pathname, request.method);
      if (place) counts.add(place.route, request);
    },
    handle: (request) => handle(parts, request),
    fault: issuer.fault,
    counters: counts.read,
    resetCounters: counts.reset,
    warmUp: async () => void (await running.get()),
    rotate: running.rotate,
    stop: async () => store.close(),
  };
}

type Parts = {
  issuer: Issuer;
  client: Client;
  store: GrantStore;
  faults: Faults;
  counts: IssuerCounts;
  running: Running;
};

type Running = {
  get(): Promise<{ provider: Provider; ring: KeyRing }>;
  rotate(isDropped: boolean): Promise<void>;
};

/** The client that an issuer knows; its secret is made from the cloud's own. */
function clientOf(name: IssuerName, secret: string): Client {
  const digest = createHmac('sha256', secret).update(`client of ${name}`).digest('base64url');
  return { id: `gatehouse-local-${name}`, secret: `local_${digest}` };
}

/** Keys and library are got ready at the first request, not at the cloud's start. */
function startAtNeed(issuer: Issuer, client: Client, store: GrantStore): Running {
  const start = async (ring: KeyRing) => {
    store.keepKeys(ring);
    return { ring, provider: await makeProvider(issuer, client, store, ring) };
  };
  let started: ReturnType<typeof start> | null = null;
  const get = () => {
    started ??= (async () => start(store.keys() ?? (await makeKeyRing())))();
    return started;
  };
  return {
    get,
    async rotate(isDropped) {
      const before = get();
      started = (async () => start(await rotateKeys((await before).ring, isDropped)))();
      await started;
    },
  };
}

function locate(issuer: Issuer, pathname: string, method: string): Place | null {
  const mount = `/${issuer.name}`;
  const path = pathname.slice(mount.length);
  if (path === '' || path === '/') return { route: 'home', mount, path };
  const id = /^\/persona\/([\w-]+)$/.exec(path)?.[1];
  return id ? { route: 'persona', mount, path, id } : issuer.locate(path, method);
}

function isForPeople(place: Place | null): boolean {
  return place !== null && ['home', 'persona', 'authorize', 'resume'].includes(place.route);
}

async function handle(parts: Parts, request: CloudRequest): Promise<Answer> {
  const { issuer, client, store, running } = parts;
  const place = locate(issuer, request.url.pathname, request.method);
  if (!place) return json(404, { error: 'not_found' });
  if (place.route === 'home') return issuerPage(issuer, client.id);
  const { provider, ring } = await running.get();
  if (place.route === 'persona') return answerPersonaPage(parts, provider, place, request);
  const isApi = issuer.name === 'github' && isGithubApi(place);
  const answer = isApi
    ? await answerGithubApi({ provider, store, client }, place, request)
    : await askLibrary(parts, provider, place, request);
  return bendAnswer({ ...parts, ring }, place, request, answer);
}

function isGithubApi({ route }: Place): boolean {
  return route === 'userinfo' || route === 'emails' || route === 'revocation';
}

async function askLibrary(
  { issuer, client, store }: Parts,
  provider: Provider,
  place: Place,
  request: CloudRequest,
): Promise<Answer> {
  const prepared = issuer.prepare?.(request, place, client) ?? request;
  if (place.route === 'revocation' && request.method === 'POST') {
    // Google tells a token that it does not know, against RFC 7009.
    const token = new URLSearchParams(prepared.body.toString('utf8')).get('token') ?? '';
    const isKnown = store.find('AccessToken', token) ?? store.find('RefreshToken', token);
    if (!isKnown)
      return json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' });
  }
  const { session } = cookieNames(issuer.name);
  const headers = { ...prepared.headers };
  headers.cookie = (headers.cookie ?? '')
    .split('; ')
    .filter((pair) => !pair.startsWith(`${session}=`))
    .join('; ');
  const answer = await exchange(provider.callback(), { ...prepared, headers }, place);
  return withoutCookie(answer, session);
}

/** The library remembers who signed in; here everybody chooses anew. */
function withoutCookie(answer: Answer, name: string): Answer {
  const { 'set-cookie': cookies = [], ...headers } = answer.headers;
  const kept = [cookies].flat().filter((cookie) => !cookie.startsWith(`${name}=`));
  return { ...answer, headers: kept.length > 0 ? { ...headers, 'set-cookie': kept } : headers };
}

async function answerPersonaPage(
  parts: Parts,
  provider: Provider,
  { id = '' }: Place,
  { method, body }: CloudRequest,
): Promise<Answer> {
  const { issuer } = parts;
  const interaction = await provider.Interaction.find(id);
  if (!interaction) return stalePersonaPage();
  if (method !== 'POST') return personaPage(issuer, interaction);
  const choice = readChoice(issuer, body);
  if ('problem' in choice) return personaPage(issuer, interaction, choice.problem);
  if ('isRefused' in choice) {
    interaction.result = { error: 'access_denied', error_description: 'The user refused.' };
  } else {
    const granting = { ...parts, provider };
    const { accountId, grantId } = await giveConsent(granting, choice.persona, interaction.params);
    const login = { accountId, remember: false };
    interaction.result = { login, consent: { grantId }, select_account: {} };
  }
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
  return empty(303, { location: interaction.returnTo });
}
