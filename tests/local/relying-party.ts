import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose';
import { afterAll, onTestFinished } from 'vitest';
import { type CloudOptions, startCloud } from '#local/cloud/start.ts';
import { choosePersona, type PersonaChoice } from '#tests/support/choose-persona.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { cloudControl, type IssuerName } from '#tests/support/cloud-control.ts';

export const issuerNames: IssuerName[] = ['google', 'github', 'microsoft'];

async function start(options: Partial<CloudOptions> = {}) {
  const usual = { port: 0, directory: null, keys: testKeys, services: issuerNames };
  const cloud = await startCloud({ ...usual, ...options });
  return { ...cloud, control: cloudControl(cloud.url) };
}

export type IssuerCloud = Awaited<ReturnType<typeof start>>;

/** A cloud with nothing but issuers, which ends with the test. */
export async function issuerCloud(options: Partial<CloudOptions> = {}): Promise<IssuerCloud> {
  const cloud = await start(options);
  onTestFinished(cloud.stop);
  return cloud;
}

let shared: Promise<IssuerCloud> | null = null;

/** The cloud of issuers that the tests of one file share; each makes sign-ins of its own. */
export function sharedCloud(): Promise<IssuerCloud> {
  shared ??= start();
  return shared;
}

afterAll(async () => (await shared)?.stop());

export type Tokens = {
  access_token: string;
  token_type: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  id_token?: string;
};

/** Where the three answer, below their local address. */
export const endpoints = {
  google: { authorize: '/o/oauth2/v2/auth', token: '/token', userinfo: '/v1/userinfo' },
  github: {
    authorize: '/login/oauth/authorize',
    token: '/login/oauth/access_token',
    userinfo: '/user',
  },
  microsoft: {
    authorize: '/common/oauth2/v2.0/authorize',
    token: '/common/oauth2/v2.0/token',
    userinfo: '/oidc/userinfo',
  },
} as const;

/** What the site asks each of them for. */
export const parametersOf: Record<IssuerName, Record<string, string>> = {
  google: { scope: 'openid email profile', access_type: 'offline', prompt: 'consent' },
  github: { scope: 'read:user user:email' },
  microsoft: { scope: 'openid profile email offline_access', prompt: 'select_account' },
};

/** A client of one issuer of a cloud: what the site does, over HTTP alone. */
export class RelyingParty {
  readonly base: string;
  readonly id: string;
  readonly secret: string;
  readonly callback: string;
  readonly verifier = randomBytes(32).toString('base64url');
  readonly state = randomBytes(16).toString('base64url');
  readonly nonce = randomBytes(16).toString('base64url');
  readonly name: IssuerName;

  constructor({ environment }: Pick<IssuerCloud, 'environment'>, name: IssuerName) {
    const upper = name.toUpperCase();
    this.name = name;
    this.base = environment[`AUTH_${upper}_LOCAL_URL`] ?? '';
    this.id = environment[`AUTH_${upper}_ID`] ?? '';
    this.secret = environment[`AUTH_${upper}_SECRET`] ?? '';
    this.callback = `http://localhost:3123/api/auth/callback/${name}`;
  }

  authorizeUrl(changes: Record<string, string | null> = {}): string {
    const url = new URL(this.base + endpoints[this.name].authorize);
    const parameters = {
      client_id: this.id,
      redirect_uri: this.callback,
      response_type: 'code',
      state: this.state,
      ...(this.name === 'github' ? {} : { nonce: this.nonce }),
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parametersOf[this.name],
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** The code for a persona's sign-in. */
  async code(choice: PersonaChoice = { persona: 'ada' }, changes: Record<string, string> = {}) {
    const landed = await choosePersona(this.authorizeUrl(changes), choice);
    return landed.searchParams.get('code') ?? '';
  }

  post(fields: Record<string, string>, credentials = `${this.id}:${this.secret}`) {
    return fetch(this.base + endpoints[this.name].token, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      },
      body: new URLSearchParams(fields),
    });
  }

  exchange(code: string, changes: Record<string, string> = {}): Promise<Response> {
    return this.post({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.callback,
      code_verifier: this.verifier,
      ...changes,
    });
  }

  async signIn(choice?: PersonaChoice, changes: Record<string, string> = {}): Promise<Tokens> {
    const answer = await this.exchange(await this.code(choice, changes));
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  refresh(token = ''): Promise<Response> {
    return this.post({ grant_type: 'refresh_token', refresh_token: token });
  }

  read(token: string, path: string = endpoints[this.name].userinfo): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(this.base + path, { headers, redirect: 'manual' });
  }

  async discovery(tenant = 'common'): Promise<Record<string, unknown>> {
    const place = this.name === 'microsoft' ? `/${tenant}/v2.0` : '';
    return (await fetch(`${this.base}${place}/.well-known/openid-configuration`)).json();
  }

  /** Verifies an id token as a careful client does; a fresh key set each time. */
  async verify({ id_token: token = '' }: Tokens): Promise<JWTVerifyResult<JWTPayload>> {
    const keys = createRemoteJWKSet(new URL(String((await this.discovery()).jwks_uri)));
    return jwtVerify(token, keys, { audience: this.id, algorithms: ['RS256'] });
  }

  /** The claims of an id token whose signature and audience are right. */
  async claims(tokens: Tokens): Promise<JWTPayload> {
    return (await this.verify(tokens)).payload;
  }
}
