import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resend } from 'resend';
import { expect, onTestFinished, test } from 'vitest';
import { signedMessage, verifiedId } from '#core/webhook-signature.ts';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

type Heard = { id: string | null; status: number; message: Message };
type Message = { type: string; data: { email_id: string; to: string[]; bounce?: object } };

/** A site that notes what it is told and answers with statuses in turn, and a cloud that tells it. */
async function toldSite(statuses: number[] = []) {
  const heard: Heard[] = [];
  const site = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const id = await verifiedId([secret], signedMessage(headers, body), new Date());
    const status = request.url === '/api/webhooks/resend' ? (statuses.shift() ?? 200) : 404;
    heard.push({ id, status, message: JSON.parse(body) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  onTestFinished(() => new Promise<void>((resolve) => site.close(() => resolve())));
  const siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`;
  return { heard, siteUrl };
}

async function mailCloud(siteUrl: string, mailWebhookSecret?: string) {
  const keys = { ...testKeys, ...(mailWebhookSecret ? { mailWebhookSecret } : {}) };
  const cloud = await startCloud({ port: 0, directory: null, keys, siteUrl, services: ['mail'] });
  onTestFinished(cloud.stop);
  const resend = new Resend(testKeys.mailApiKey, {
    baseUrl: cloud.environment.RESEND_BASE_URL ?? '',
  });
  const send = async (to: string, idempotencyKey?: string) => {
    const letter = { from: 'a@example.com', to, subject: 'Hello', text: 'Hello' };
    const { data } = await resend.emails.send(letter, idempotencyKey ? { idempotencyKey } : {});
    return data?.id ?? '';
  };
  return { cloud, send };
}

const briefly = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

test.each([
  ['ada@example.com', ['email.delivered']],
  ['delivered@resend.dev', ['email.delivered']],
  ['bounced@resend.dev', ['email.bounced']],
  ['Bounced+label@Resend.dev', ['email.bounced']],
  ['complained+x@resend.dev', ['email.delivered', 'email.complained']],
  ['suppressed@resend.dev', ['email.suppressed']],
  ['constructor@resend.dev', ['email.delivered']],
  ['bounced@example.com', ['email.delivered']],
])('a letter to %s is told of as %j', async (to, types) => {
  const { heard, siteUrl } = await toldSite();
  const { send } = await mailCloud(siteUrl, secret);

  const id = await send(to);
  await expect.poll(() => heard.length).toBe(types.length);

  expect(heard.map(({ message }) => message.type).sort()).toEqual([...types].sort());
  expect(heard.map(({ message }) => [message.data.email_id, message.data.to])).toEqual(
    types.map(() => [id, [to]]),
  );
  expect(heard.every(({ id }) => id?.startsWith('msg_'))).toBe(true);
  expect(
    heard.find(({ message }) => message.type === 'email.bounced')?.message.data.bounce,
  ).toEqual(
    types.includes('email.bounced') ? expect.objectContaining({ type: 'Permanent' }) : undefined,
  );
});

test('a message that the site fails to hear comes again under the same id', async () => {
  const { heard, siteUrl } = await toldSite([503]);
  const { send } = await mailCloud(siteUrl, secret);

  await send('ada@example.com');
  await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(2);

  expect(heard.map(({ status }) => status)).toEqual([503, 200]);
  expect(heard[0]?.id).not.toBeNull();
  expect(heard[1]?.id).toBe(heard[0]?.id);
});

test('a letter that was taken before is not told of again', async () => {
  const { heard, siteUrl } = await toldSite();
  const { send } = await mailCloud(siteUrl, secret);

  expect(await send('ada@example.com', 'key')).toBe(await send('ada@example.com', 'key'));
  await expect.poll(() => heard.length).toBe(1);
  await briefly(300);

  expect(heard).toHaveLength(1);
});

test('without a secret nothing is told, and the site is given none', async () => {
  const { heard, siteUrl } = await toldSite();
  const silent = await mailCloud(siteUrl);
  const speaking = await mailCloud(siteUrl, secret);

  await silent.send('ada@example.com');
  await briefly(300);

  expect(heard).toEqual([]);
  expect(silent.cloud.environment.RESEND_WEBHOOK_SECRET).toBeUndefined();
  expect(speaking.cloud.environment.RESEND_WEBHOOK_SECRET).toBe(secret);
});

test('a cloud whose site does not listen sends all the same, and stops at once', async () => {
  const { cloud, send } = await mailCloud('http://localhost:9', secret);

  expect(await send('ada@example.com')).not.toBe('');
  await briefly(200);
  const started = performance.now();
  await cloud.stop();

  expect(performance.now() - started).toBeLessThan(500);
});
