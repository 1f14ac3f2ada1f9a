import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resend } from 'resend';
import { expect, onTestFinished, test } from 'vitest';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { cloudControl } from '#tests/support/cloud-control.ts';

/** A cloud with nothing but mail, ended with the test; and the real client, led to it. */
async function mailCloud(directory: string | null = null) {
  const cloud = await startCloud({ port: 0, directory, keys: testKeys, services: ['mail'] });
  onTestFinished(cloud.stop);
  const resend = new Resend(testKeys.mailApiKey, {
    baseUrl: cloud.environment.RESEND_BASE_URL ?? '',
  });
  return { cloud, resend, control: cloudControl(cloud.url) };
}

const letter = {
  from: 'Gatehouse <no-reply@example.com>',
  to: 'ada@example.com',
  subject: 'Your code',
  html: '<p>12345678</p>',
  text: '12345678',
};

/** Sends a body as it is; gives the status and the error's name. */
async function refusalOf(url: string, body: unknown, key = testKeys.mailApiKey) {
  const answer = await fetch(`${url}/resend/emails`, {
    method: 'POST',
    headers: key === '' ? {} : { authorization: `Bearer ${key}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { name, statusCode } = await answer.json();
  expect(statusCode).toBe(answer.status);
  return `${answer.status} ${name}`;
}

test('a letter that was sent is in the inbox with all its parts', async () => {
  const { resend, control } = await mailCloud();
  const headers = { 'X-Entity-Ref-ID': 'abc' };
  const sent = await resend.emails.send({ ...letter, headers }, { idempotencyKey: 'key-1' });
  const [kept] = await control.inbox();
  expect(sent.error).toBeNull();
  expect(kept).toEqual({
    ...letter,
    id: sent.data?.id,
    to: [letter.to],
    headers,
    idempotencyKey: 'key-1',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

test('a letter can be read back by its id as Resend shows it', async () => {
  const { resend } = await mailCloud();
  const sent = await resend.emails.send(letter);
  const read = await resend.emails.get(sent.data?.id ?? '');
  expect(read.data).toMatchObject({ object: 'email', to: [letter.to], subject: letter.subject });
  expect((await resend.emails.get(randomUUID())).error).toMatchObject({ name: 'not_found' });
});

test('the inbox is newest first and can be asked for one address in any case', async () => {
  const { resend, control } = await mailCloud();
  for (const to of ['a@example.com', 'Bo <b@example.com>', 'a@example.com']) {
    await resend.emails.send({ ...letter, to, subject: `${to} ${(await control.inbox()).length}` });
  }
  const subjects = (await control.inbox('A@Example.com')).map(({ subject }) => subject);
  expect(subjects).toEqual(['a@example.com 2', 'a@example.com 0']);
  expect(await control.inbox('B@example.com')).toHaveLength(1);
  await control.clearInbox();
  expect(await control.inbox()).toEqual([]);
});

test('one idempotency key sends one letter, however often and at the same time', async () => {
  const { resend, control } = await mailCloud();
  const send = () => resend.emails.send(letter, { idempotencyKey: '__proto__' });
  const ids = (await Promise.all(Array.from({ length: 8 }, send))).map(({ data }) => data?.id);
  expect(new Set(ids).size).toBe(1);
  expect(await control.inbox()).toHaveLength(1);
});

test('one idempotency key with another body is a conflict and sends nothing', async () => {
  const { resend, control } = await mailCloud();
  await resend.emails.send(letter, { idempotencyKey: 'key' });
  const { error } = await resend.emails.send(
    { ...letter, text: 'other' },
    { idempotencyKey: 'key' },
  );
  expect(error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
  expect(await control.inbox()).toHaveLength(1);
});

test('a batch sends all its letters or none', async () => {
  const { resend, control } = await mailCloud();
  const failed = await resend.batch.send([letter, { ...letter, to: 'nonsense' }]);
  expect(failed.error).toMatchObject({ statusCode: 422 });
  expect(await control.inbox()).toEqual([]);
  const sent = await resend.batch.send([letter, { ...letter, to: 'b@example.com' }]);
  expect(sent.data?.data).toHaveLength(2);
  expect(await control.inbox()).toHaveLength(2);
});

test('bad letters are refused in the shapes of Resend', async () => {
  const { cloud, control } = await mailCloud();
  const { url } = cloud;
  const without = (field: string) => ({ ...letter, [field]: undefined });
  expect(await refusalOf(url, without('from'))).toBe('422 missing_required_field');
  expect(await refusalOf(url, without('to'))).toBe('422 missing_required_field');
  expect(await refusalOf(url, without('subject'))).toBe('422 missing_required_field');
  expect(await refusalOf(url, { ...letter, from: 'nobody' })).toBe('422 invalid_from_address');
  expect(await refusalOf(url, { ...letter, to: 'a@b\r\nBcc: c@d.e' })).toBe('422 validation_error');
  expect(await refusalOf(url, { ...letter, to: [7] })).toBe('422 validation_error');
  expect(await refusalOf(url, 'not json')).toBe('422 validation_error');
  expect(await control.inbox()).toEqual([]);
});

test('a missing and a wrong key are refused before the letter is looked at', async () => {
  const { cloud } = await mailCloud();
  expect(await refusalOf(cloud.url, 'junk', '')).toBe('401 missing_api_key');
  expect(await refusalOf(cloud.url, 'junk', 're_wrong')).toBe('403 invalid_api_key');
});

test('letters and keys outlive a restart of the cloud', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-mail-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const first = await mailCloud(directory);
  const sent = await first.resend.emails.send(letter, { idempotencyKey: 'key' });
  await first.cloud.stop();
  const second = await mailCloud(directory);
  const again = await second.resend.emails.send(letter, { idempotencyKey: 'key' });
  expect(again.data).toEqual(sent.data);
  expect(await second.control.inbox()).toHaveLength(1);
  expect(existsSync(join(directory, 'inbox.json.new'))).toBe(false);
});
