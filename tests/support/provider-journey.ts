import { builtAction, callAction } from './server-actions.ts';
import { cloudUrl, siteUrl, type Visitor } from './site.ts';

/** Who somebody is at a local issuer: the key of a persona, or anybody by an address. */
export type Choice = string | { email: string; name?: string; verified?: boolean };

type Journey = {
  returnTo?: string;
  /** Where the site that is signed in to answers, when it is not the one under test. */
  site?: string;
};

/**
 * Signs a visitor in at a provider by HTTP, as a browser without scripts does it, and gives what
 * the site answers to the provider's redirect.
 */
export async function signInAt(
  visitor: Visitor,
  provider: string,
  who: Choice,
  journey: Journey = {},
): Promise<Response> {
  return visitor.fetch(await callbackOf(visitor, provider, who, journey));
}

/** The address of the callback that a provider sends the visitor back to, not yet visited. */
export async function callbackOf(
  visitor: Visitor,
  provider: string,
  who: Choice,
  journey: Journey = {},
): Promise<string> {
  return chooseAt(await authorizationOf(visitor, provider, journey), who, journey.site);
}

/** Begins a sign-in at a provider: the address there that the browser is sent to. */
export async function authorizationOf(
  visitor: Visitor,
  provider: string,
  journey: Journey = {},
): Promise<string> {
  const { url } = await (await beginAt(visitor, provider, journey)).json();
  return url;
}

/** The site's answer to the stock client of Auth.js, which begins a sign-in at a provider. */
export async function beginAt(
  visitor: Visitor,
  provider: string,
  { returnTo = '/account', site = siteUrl }: Journey = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const { csrfToken } = await (await visitor.fetch(`${site}/api/auth/csrf`)).json();
  return visitor.fetch(`${site}/api/auth/signin/${provider}`, {
    method: 'POST',
    headers: {
      origin: site,
      'sec-fetch-site': 'same-origin',
      'x-auth-return-redirect': '1',
      ...headers,
    },
    body: new URLSearchParams({ csrfToken, callbackUrl: returnTo }),
  });
}

/** Where an answer leads: its status, the path, and the code that is beside it. */
export function whereTo(
  answer: Response,
): [status: number, path: string | null, code: string | null] {
  const location = answer.headers.get('location');
  if (location === null) return [answer.status, null, null];
  const { pathname, searchParams } = new URL(location, siteUrl);
  return [answer.status, pathname, searchParams.get('code')];
}

/** Runs one of the actions of the page of connections for a provider; the text of its answer. */
export async function runConnectionAction(
  visitor: Visitor,
  name: 'connectProvider' | 'disconnectProvider' | 'checkAccess',
  provider: string,
  site: string = siteUrl,
): Promise<string> {
  const { id, page } = builtAction(name);
  const fields = { '0': '["$undefined","$K1"]', _1_provider: provider };
  const answer = await callAction(visitor, `${site}${page}`, id, fields, { origin: site });
  return answer.text();
}

/** Where connecting a provider leads first, as the page's action says. */
export async function connectionStartOf(
  visitor: Visitor,
  provider: string,
  site: string = siteUrl,
): Promise<string> {
  const text = await runConnectionAction(visitor, 'connectProvider', provider, site);
  const to = /"to":"([^"]+)"/.exec(text)?.[1];
  if (to === undefined) throw new Error(`the action leads nowhere: ${text.slice(0, 2000)}`);
  return to;
}

/** Connects an identity to the account of a visitor who is signed in; what the callback answers. */
export async function connectAt(
  visitor: Visitor,
  provider: string,
  who: Choice,
  site: string = siteUrl,
): Promise<Response> {
  const start = await connectionStartOf(visitor, provider, site);
  return visitor.fetch(await chooseAt(start, who, site));
}

/** Chooses a persona at an issuer, from the address of its authorization to the way back. */
export async function chooseAt(
  authorization: string,
  who: Choice,
  site: string = siteUrl,
): Promise<string> {
  const jar = new Map<string, string>();
  let answer = await browse(jar, authorization, site);
  if (typeof answer === 'string') return answer;
  answer = await browse(jar, answer.url, site, fieldsOf(who));
  if (typeof answer === 'string') return answer;
  throw new Error(`the issuer stopped at ${answer.url}: ${answer.status}`);
}

function fieldsOf(who: Choice): URLSearchParams {
  if (typeof who === 'string') return new URLSearchParams({ persona: who });
  const { email, name = '', verified = true } = who;
  return new URLSearchParams({
    persona: 'address',
    email,
    name,
    ...(verified ? { verified: 'yes' } : {}),
  });
}

type Page = { url: string; status: number };

/** Follows an issuer's redirects to a page of its own, or to the address on the site that it leads to. */
async function browse(
  jar: Map<string, string>,
  address: string,
  site: string,
  body?: URLSearchParams,
): Promise<Page | string> {
  let [at, posted] = [new URL(address, cloudUrl).href, body];
  for (let hops = 0; hops < 10; hops += 1) {
    if (at.startsWith(`${site}/`)) return at;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer: Response = await fetch(at, {
      method: posted ? 'POST' : 'GET',
      headers: cookie === '' ? {} : { cookie },
      redirect: 'manual',
      ...(posted ? { body: posted } : {}),
    });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const to = answer.headers.get('location');
    if (to === null) return { url: at, status: answer.status };
    [at, posted] = [new URL(to, at).href, undefined];
  }
  throw new Error('the issuer leads in a circle');
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  jar.set(pair.slice(0, at), pair.slice(at + 1));
}
