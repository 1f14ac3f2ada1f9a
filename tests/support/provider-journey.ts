import { csrfTokenFor, postAsAuthClient } from './auth-client.ts';
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
  { returnTo = '/account', site = siteUrl }: Journey = {},
): Promise<string> {
  const csrfToken = await csrfTokenFor(visitor);
  const fields = { csrfToken, callbackUrl: returnTo };
  const begun = await postAsAuthClient(visitor, `signin/${provider}`, fields);
  const { url } = await begun.json();
  return chooseAt(url, who, site);
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
