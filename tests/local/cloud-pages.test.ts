import { expect, onTestFinished, test } from 'vitest';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { cloudControl } from '#tests/support/cloud-control.ts';

async function pagesCloud() {
  const siteUrl = 'http://localhost:3999';
  const options = { port: 0, directory: null, keys: testKeys, siteUrl };
  const cloud = await startCloud({ ...options, services: ['redis', 'mail'] });
  onTestFinished(cloud.stop);
  const read = async (path: string) => (await fetch(cloud.url + path)).text();
  return { url: cloud.url, control: cloudControl(cloud.url), read };
}

async function send(url: string, letter: Record<string, unknown>): Promise<string> {
  const answer = await fetch(`${url}/resend/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testKeys.mailApiKey}` },
    body: JSON.stringify({ from: 'Gatehouse <a@example.com>', to: 'b@example.com', ...letter }),
  });
  return (await answer.json()).id;
}

function submit(url: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const headers = { origin: new URL(url).origin };
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
}

const script = '<script>alert(1)</script>';

test('the front page leads to the site and the inbox, and names accounts and services', async () => {
  const { read } = await pagesCloud();
  const page = await read('/');
  for (const text of ['http://localhost:3999', '/inbox', 'admin@example.com', 'redis', 'mail']) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain('action="/faults/database"');
});

test('an empty inbox looks again by itself, a full one stays', async () => {
  const { url, read } = await pagesCloud();
  expect(await read('/inbox')).toContain('http-equiv="refresh"');
  await send(url, { subject: 'Hello', text: 'Hello' });
  expect(await read('/inbox')).not.toContain('http-equiv="refresh"');
});

test('the inbox and a letter show sender, recipient, subject and the code', async () => {
  const { url, read } = await pagesCloud();
  const id = await send(url, { subject: 'Your code', text: 'It is 40718255.', html: '<p>x</p>' });
  const pages = await Promise.all([read('/inbox'), read(`/inbox/${id}`)]);
  for (const page of pages) {
    expect(page).toContain('Your code');
    expect(page).toContain('b@example.com');
    expect(page).toContain('>40718255<');
    expect(page).toContain('just now');
  }
  expect(pages[0]).toContain(`href="/inbox/${id}"`);
});

test('nothing that a letter says becomes markup of the pages', async () => {
  const { url, read } = await pagesCloud();
  const id = await send(url, {
    subject: script,
    from: `"${script}" <a@example.com>`.replaceAll(/[<>](?!a@|$)/g, ''),
    text: script,
    html: script,
    headers: { 'X-Note': script },
  });
  const paths = ['/inbox', `/inbox/${id}`, `/inbox/${id}?view=text`, `/inbox/${id}?view=headers`];
  for (const path of paths) expect(await read(path)).not.toContain(script);
  expect(await read(`/inbox/${id}?view=text`)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('the frame of a letter runs no script and fetches nothing', async () => {
  const { url } = await pagesCloud();
  const id = await send(url, { subject: 's', html: `${script}<img src="https://evil.example">` });
  const frame = await fetch(`${url}/inbox/${id}/frame`);
  const policy = frame.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox(?![^;]*allow-(scripts|same-origin))/);
  expect(await frame.text()).toContain(script);
});

test('the pages need no script and allow none', async () => {
  const { url } = await pagesCloud();
  const answer = await fetch(url);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-security-policy')).not.toContain('script-src');
  expect(await answer.text()).not.toContain('<script');
});

test('a form sets a fault with its latency and its number, and shows it', async () => {
  const { url, read } = await pagesCloud();
  const set = await submit(`${url}/faults/redis`, { mode: 'slow', latencyMs: '250', count: '3' });
  expect([set.status, set.headers.get('location')]).toEqual([303, '/']);
  expect(await read('/')).toMatch(/\(slow\)[\s\S]*value="250"[\s\S]*value="3"/);
});

test('a form with a fault that does not exist says so', async () => {
  const { url } = await pagesCloud();
  const statuses = [
    await submit(`${url}/faults/redis`, { mode: 'sleepy' }),
    await submit(`${url}/faults/redis`, { mode: 'ok', latencyMs: 'x' }),
    await submit(`${url}/faults/nowhere`, { mode: 'ok' }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([422, 422, 404]);
});

test('forms empty the inbox and the counters', async () => {
  const { url, control } = await pagesCloud();
  await send(url, { subject: 's', text: 't' });
  await submit(`${url}/inbox/clear`, {});
  await submit(`${url}/counters/reset`, {});
  expect(await control.inbox()).toEqual([]);
  expect((await control.counters()).mail).toEqual({ requests: 0 });
});

test('letters and pages that do not exist are 404', async () => {
  const { url } = await pagesCloud();
  const paths = [
    '/nothing',
    '/inbox/nobody',
    '/inbox/nobody/frame',
    '/inbox/../etc',
    '//evil.example',
  ];
  const statuses = await Promise.all(paths.map(async (path) => (await fetch(url + path)).status));
  expect(statuses).toEqual(paths.map(() => 404));
});
