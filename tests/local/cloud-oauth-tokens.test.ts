import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import {
  issuerCloud,
  issuerNames,
  RelyingParty,
  sharedCloud,
  type Tokens,
} from './relying-party.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-oauth-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

for (const name of ['google', 'microsoft'] as const) {
  test(`${name}: a refresh gives new tokens and a new refresh token, of the same subject`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const first = await site.signIn();
    const answer = await site.refresh(first.refresh_token);
    const second: Tokens = await answer.json();
    expect(answer.status).toBe(200);
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.refresh_token).toEqual(expect.any(String));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const [before, after] = [await site.claims(first), await site.claims(second)];
    expect([after.sub, after.iss, after.email]).toEqual([before.sub, before.iss, before.email]);
    expect((await site.read(second.access_token)).status).toBe(200);
  });

  test(`${name}: a refresh token that comes twice kills the whole grant`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const other = await site.signIn();
    const first = await site.signIn();
    const second: Tokens = await (await site.refresh(first.refresh_token)).json();
    const again = await site.refresh(first.refresh_token);
    expect([again.status, (await again.json()).error]).toEqual([400, 'invalid_grant']);
    expect((await site.refresh(second.refresh_token)).status).toBe(400);
    expect((await site.read(first.access_token)).status).toBe(401);
    expect((await site.read(second.access_token)).status).toBe(401);
    expect((await site.refresh(other.refresh_token)).status).toBe(200);
  });

  test(`${name}: of twenty refreshes at once one succeeds, and the grant is dead`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const { refresh_token: token } = await site.signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => site.refresh(token)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
    const winner: Tokens = await answers.find(({ status }) => status === 200)?.json();
    expect((await site.refresh(winner.refresh_token)).status).toBe(400);
  });
}

test('google hands out a refresh token for offline access with consent, microsoft for its scope', async () => {
  const cloud = await sharedCloud();
  const google = new RelyingParty(cloud, 'google');
  const hasOne = async (site: RelyingParty, changes: Record<string, string>) =>
    (await site.signIn({ persona: 'ada' }, changes)).refresh_token !== undefined;
  expect(await hasOne(google, {})).toBe(true);
  expect(await hasOne(google, { access_type: 'online' })).toBe(false);
  expect(await hasOne(google, { prompt: 'select_account' })).toBe(false);
  expect(await hasOne(google, { prompt: 'select_account consent' })).toBe(true);
  const microsoft = new RelyingParty(cloud, 'microsoft');
  expect(await hasOne(microsoft, {})).toBe(true);
  expect(await hasOne(microsoft, { prompt: 'consent' })).toBe(true);
  expect(await hasOne(microsoft, { scope: 'openid email', access_type: 'offline' })).toBe(false);
  const github = new RelyingParty(cloud, 'github');
  expect(await hasOne(github, {})).toBe(false);
});

test('more scopes are granted when they are asked for, and a refresh cannot widen them', async () => {
  const site = new RelyingParty(await sharedCloud(), 'google');
  const calendar = 'https://www.googleapis.com/auth/calendar.readonly';
  const narrow = await site.signIn();
  expect(narrow.scope).toBe('openid email profile');
  const wider = await site.signIn({ persona: 'ada' }, { scope: `openid email ${calendar}` });
  expect(wider.scope).toBe(`openid email ${calendar}`);
  const widened = await site.post({
    grant_type: 'refresh_token',
    refresh_token: narrow.refresh_token ?? '',
    scope: `openid ${calendar}`,
  });
  expect([widened.status, (await widened.json()).error]).toEqual([400, 'invalid_scope']);
});

test('google: either token revokes the grant, without a client; an unknown token is told', async () => {
  const site = new RelyingParty(await sharedCloud(), 'google');
  const revoke = (token: string) =>
    fetch(`${site.base}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
  for (const which of ['access_token', 'refresh_token'] as const) {
    const tokens = await site.signIn();
    expect((await revoke(tokens[which] ?? '')).status).toBe(200);
    expect((await site.read(tokens.access_token)).status).toBe(401);
    expect((await site.refresh(tokens.refresh_token)).status).toBe(400);
    const again = await revoke(tokens[which] ?? '');
    expect([again.status, (await again.json()).error]).toEqual([400, 'invalid_token']);
  }
});

test('github: a token is revoked alone, a grant with all of its user’s tokens', async () => {
  const site = new RelyingParty(await sharedCloud(), 'github');
  const revoke = async (kind: 'token' | 'grant', token: string, secret = site.secret) => {
    const answer = await fetch(`${site.base}/applications/${site.id}/${kind}`, {
      method: 'DELETE',
      headers: { authorization: `Basic ${Buffer.from(`${site.id}:${secret}`).toString('base64')}` },
      body: JSON.stringify({ access_token: token }),
    });
    return answer.status;
  };
  const statusOf = async ({ access_token: token }: Tokens) => (await site.read(token)).status;
  const [first, second, third] = [
    await site.signIn({ persona: 'ada' }),
    await site.signIn({ persona: 'ada' }),
    await site.signIn({ persona: 'uma' }),
  ];
  expect(await revoke('token', first.access_token, 'wrong')).toBe(404);
  expect(await revoke('token', first.access_token)).toBe(204);
  expect(await revoke('token', first.access_token)).toBe(404);
  expect(await Promise.all([first, second, third].map(statusOf))).toEqual([401, 200, 200]);
  expect(await revoke('grant', second.access_token)).toBe(204);
  expect(await Promise.all([first, second, third].map(statusOf))).toEqual([401, 401, 200]);
});

test('microsoft has no revocation endpoint', async () => {
  const site = new RelyingParty(await sharedCloud(), 'microsoft');
  expect((await site.discovery()).revocation_endpoint).toBeUndefined();
});

for (const name of ['google', 'microsoft'] as const) {
  test(`${name}: after a rotation a new key signs, and tokens of the old one still verify`, async () => {
    const cloud = await issuerCloud();
    const site = new RelyingParty(cloud, name);
    const kidOf = ({ id_token: token }: Tokens) => decodeProtectedHeader(token ?? '').kid;
    const before = await site.signIn();
    await cloud.control.rotateKeys(name);
    const after = await site.signIn();
    expect(kidOf(after)).not.toBe(kidOf(before));
    expect((await site.claims(before)).sub).toBe((await site.claims(after)).sub);
    expect((await site.refresh(before.refresh_token)).status).toBe(200);
    await cloud.control.rotateKeys(name, true);
    await expect(site.verify(after)).rejects.toThrow('no applicable key found');
    await expect(site.verify(before)).rejects.toThrow('no applicable key found');
    await site.verify(await site.signIn());
  });
}

test('keys are rotated at issuers that sign, and by a body that is understood', async () => {
  const { url } = await sharedCloud();
  const rotate = async (name: string, body?: string) =>
    (await fetch(`${url}/control/keys/${name}`, { method: 'POST', ...(body ? { body } : {}) }))
      .status;
  expect(await rotate('github')).toBe(404);
  expect(await rotate('mail')).toBe(404);
  expect(await rotate('google', '{"drop":"yes"}')).toBe(422);
  expect(await rotate('google', '{"colour":1}')).toBe(422);
  expect(await rotate('google', '{"drop":false}')).toBe(204);
});

test('subjects, clients, keys and tokens are the same after a restart of the cloud', async () => {
  const directory = temporaryFolder();
  const before = new Map<string, Tokens>();
  const known = new Map<string, unknown[]>();
  const identities = async (site: RelyingParty) => {
    const tokens = await site.signIn({ persona: 'ada' });
    const free = await site.signIn({ persona: 'address', email: 'someone@example.com' });
    const idOf = async (one: Tokens) => {
      const { sub, id, oid } = await (await site.read(one.access_token)).json();
      return sub ?? id ?? oid;
    };
    return { tokens, ids: [site.id, site.secret, await idOf(tokens), await idOf(free)] };
  };
  const first = await issuerCloud({ directory });
  for (const name of issuerNames) {
    const { tokens, ids } = await identities(new RelyingParty(first, name));
    before.set(name, tokens);
    known.set(name, ids);
  }
  await first.stop();
  expect(statSync(join(directory, 'oauth-google.json')).mode & 0o777).toBe(0o600);
  const second = await issuerCloud({ directory });
  for (const name of issuerNames) {
    const site = new RelyingParty(second, name);
    expect((await identities(site)).ids).toEqual(known.get(name));
    const tokens = before.get(name);
    expect((await site.read(tokens?.access_token ?? '')).status).toBe(200);
    if (name !== 'github' && tokens) {
      expect((await site.verify(tokens)).payload.aud).toBe(site.id);
      expect((await site.refresh(tokens.refresh_token)).status).toBe(200);
    }
  }
});
