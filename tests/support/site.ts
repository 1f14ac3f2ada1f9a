import { type CloudControl, cloudControl, type InboxLetter } from './cloud-control.ts';

/** The site and the local cloud that the test run started; fails loudly when there is none. */
export const siteUrl = required('TEST_SITE_URL');
export const cloudUrl = required('TEST_CLOUD_URL');
export const cloud: CloudControl = cloudControl(cloudUrl);

/** The password of the seeded accounts. */
export const seededPassword = 'lantern orbit velvet canyon';
/** A password that the policy takes. */
export const goodPassword = 'quiet harbour under seven moons';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through npm test`);
  return value;
}

/** An address that no other test has. */
export function freshAddress(): string {
  return `visitor-${crypto.randomUUID()}@example.test`;
}

/** One browser-like visitor: own cookies, own network address, same-origin headers on writes. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly ip: string;

  constructor(ip = randomIp()) {
    this.ip = ip;
  }

  /** Sends a request; never follows redirects. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', this.ip);
    if (!headers.has('cookie') && this.cookies.size > 0) headers.set('cookie', this.cookieHeader());
    const answer = await fetch(new URL(path, siteUrl), { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return answer;
  }

  /** Posts JSON as the site's own pages would. */
  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('POST', path, body, headers);
  }

  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return this.fetch(path, {
      method,
      headers: {
        origin: siteUrl,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  signIn(email: string, password: string): Promise<Response> {
    return this.post('/api/sign-in', { email, password });
  }

  /** The session cookie's value, or undefined. */
  get session(): string | undefined {
    return this.cookies.get('gatehouse.session');
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const isOver = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (isOver) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** A visitor signed in with one of the seeded accounts. */
export async function seededVisitor(role: 'user' | 'support' | 'admin'): Promise<Visitor> {
  return signedIn(`${role}@example.com`, seededPassword);
}

/** A visitor with a new, verified account of their own. */
export async function verifiedVisitor(password = goodPassword) {
  const { email } = await registeredAddress(password);
  const { token } = await verificationLetter(email);
  const verified = await new Visitor().post('/api/email/verify', { token });
  if (verified.status !== 200) throw new Error(`verification answered ${verified.status}`);
  return { visitor: await signedIn(email, password), email, password };
}

/** A new account whose address is not verified yet. */
export async function registeredAddress(password = goodPassword) {
  const email = freshAddress();
  const answer = await new Visitor().post('/api/register', { email, password });
  if (answer.status !== 202) throw new Error(`registration answered ${answer.status}`);
  return { email, password };
}

/** Waits for an address's verification letter: its token and its code. */
export async function verificationLetter(email: string): Promise<{ token: string; code: string }> {
  const letter = await newestLetter(email);
  const token = /verify-email\?token=([\w-]+)/.exec(letter.text)?.[1];
  const code = /\b(\d{8})\b/.exec(letter.text)?.[1];
  if (!token || !code) throw new Error('the letter has no token or no code');
  return { token, code };
}

/** The newest letter to an address, waited for up to ten seconds. */
export async function newestLetter(email: string): Promise<InboxLetter> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [letter] = await cloud.inbox(email);
    if (letter) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter came to ${email}`);
}

async function signedIn(email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor();
  const answer = await visitor.signIn(email, password);
  if (answer.status !== 200) throw new Error(`sign-in of ${email} answered ${answer.status}`);
  return visitor;
}

function randomIp(): string {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
  return `10.${a}.${b}.${c}`;
}
