import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { languages } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { friendlyLetters, sampleSite } from '#emails/samples.ts';
import { createMail } from '#emails/sender.ts';

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
type Answer = (response: ServerResponse) => void;

const letter: Letter = {
  template: 'verify-email',
  props: {
    name: 'Ada',
    link: 'https://gatehouse.example/verify-email?token=abc',
    code: '40719263',
    hours: '24',
  },
};
const key = '6f8e2f0e-2c1b-4f53-9a44-0c2f5a1f7d10';

/** A mail provider on a port of its own that gives the answers one after another, then the last. */
async function startProvider(...answers: Answer[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, headers, body });
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    answer?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const mail = createMail({
    apiKey: 're_test',
    from: 'Gatehouse <hello@gatehouse.example>',
    baseUrl: `http://localhost:${port}/resend`,
    site: sampleSite,
  });
  return { mail, seen };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const refusal = (status: number, name: string, headers: Record<string, string> = {}) =>
  json(status, { statusCode: status, name, message: 'secret words of the provider' }, headers);

test('an accepted letter is sent, with the provider’s id', async () => {
  const { mail, seen } = await startProvider(json(200, { id: 'mail-1' }));
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'sent',
    providerId: 'mail-1',
  });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/resend/emails' });
  expect(seen[0]?.headers).toMatchObject({
    authorization: 'Bearer re_test',
    'idempotency-key': key,
    'content-type': 'application/json',
  });
});

const greetings = { en: /^Hello/, de: /^Guten Tag/ };

test.each(
  friendlyLetters.flatMap((friendly) =>
    languages.map((language) => ({ friendly, template: friendly.template, language })),
  ),
)(
  'a $template letter in $language goes out with both parts, to one address, with its language, marked as sent by a machine',
  async ({ friendly, language }) => {
    const { mail, seen } = await startProvider(json(200, { id: 'mail-1' }));
    await mail.send('ada@example.com', friendly, language, key);
    const sent: Record<string, unknown> = JSON.parse(seen[0]?.body ?? '');
    expect(Object.keys(sent).sort()).toEqual(['from', 'headers', 'html', 'subject', 'text', 'to']);
    expect(sent).toMatchObject({
      from: 'Gatehouse <hello@gatehouse.example>',
      to: ['ada@example.com'],
      subject: expect.stringContaining('Gatehouse'),
      html: expect.stringMatching(/^<!DOCTYPE html/),
      text: expect.stringMatching(greetings[language]),
    });
    expect(sent.headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      'X-Entity-Ref-ID': key,
    });
  },
);

test('MAIL-04 every attempt at a letter carries the same key and the same bytes', async () => {
  const { mail, seen } = await startProvider(
    refusal(500, 'internal_server_error'),
    refusal(429, 'rate_limit_exceeded'),
    json(200, { id: 'mail-1' }),
  );
  const results = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    results.push((await mail.send('ada@example.com', letter, 'en', key)).result);
  }
  expect(results).toEqual(['later', 'later', 'sent']);
  expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual([key, key, key]);
  expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
});

test.each([
  ['7', 7],
  ['0', 0],
  ['999999999', 86_400],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', null],
])('FAULT-08 a limited answer with Retry-After %j waits %j seconds', async (header, seconds) => {
  const limited = refusal(429, 'rate_limit_exceeded', { 'Retry-After': header });
  const { mail } = await startProvider(limited);
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'later',
    errorCode: 'http_429_rate_limit_exceeded',
    retryAfterSeconds: seconds,
  });
});

test('FAULT-08 a limited answer with a date waits until then', async () => {
  const header = new Date(Date.now() + 60_000).toUTCString();
  const limited = refusal(429, 'daily_quota_exceeded', { 'Retry-After': header });
  const { mail } = await startProvider(limited);
  const receipt = await mail.send('ada@example.com', letter, 'en', key);
  expect(receipt).toMatchObject({ result: 'later', errorCode: 'http_429_daily_quota_exceeded' });
  const wait = receipt.result === 'later' ? receipt.retryAfterSeconds : null;
  expect(wait).toBeGreaterThan(55);
  expect(wait).toBeLessThanOrEqual(60);
});

test.each([
  ['500 of the provider', refusal(500, 'internal_server_error'), 'http_500_internal_server_error'],
  ['503 of the provider', refusal(503, 'application_error'), 'http_503_application_error'],
  [
    '502 of a proxy, in HTML',
    (r: ServerResponse) => r.writeHead(502).end('<html>'),
    'http_502_application_error',
  ],
  ['408', refusal(408, 'application_error'), 'http_408_application_error'],
  [
    '409 for a concurrent attempt',
    refusal(409, 'concurrent_idempotent_requests'),
    'http_409_concurrent_idempotent_requests',
  ],
  [
    '500 with an empty body',
    (r: ServerResponse) => r.writeHead(500).end(),
    'http_500_application_error',
  ],
  ['500 whose body names no status', json(500, { oops: true }), 'answer_unreadable'],
  ['500 whose body is null', json(500, null), 'unreachable'],
  ['200 without an id', json(200, {}), 'answer_unreadable'],
  ['200 that is no JSON', (r: ServerResponse) => r.writeHead(200).end('accepted'), 'unreachable'],
  ['hang-up', (r: ServerResponse) => r.destroy(), 'unreachable'],
  [
    'hang-up in the middle',
    (r: ServerResponse) => r.writeHead(200).write('{"id":', () => r.destroy()),
    'unreachable',
  ],
])('FAULT-09 after a %s the letter is tried again later', async (_, answer, errorCode) => {
  const { mail } = await startProvider(answer);
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'later',
    errorCode,
    retryAfterSeconds: null,
  });
});

test.each([
  [422, 'validation_error'],
  [422, 'invalid_from_address'],
  [400, 'invalid_idempotency_key'],
  [404, 'not_found'],
])('a %i %s is final', async (status, name) => {
  const { mail } = await startProvider(refusal(status, name));
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'never',
    errorCode: `http_${status}_${name}`,
  });
});

test.each([
  [401, 'missing_api_key'],
  [403, 'invalid_api_key'],
])(
  'a %i %s is the site’s fault: the letter waits until the key is mended',
  async (status, name) => {
    const { mail } = await startProvider(refusal(status, name));
    await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
      result: 'later',
      errorCode: `http_${status}_${name}`,
      retryAfterSeconds: null,
    });
  },
);

test('a key that was used with other words means that the letter went out before', async () => {
  const { mail } = await startProvider(refusal(409, 'invalid_idempotent_request'));
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'sent',
    providerId: 'sent-before',
  });
});

test('words of the provider never leave the sender', async () => {
  const name = 'ada@example.com is on our list, password "x"';
  const { mail } = await startProvider(refusal(422, name));
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'never',
    errorCode: 'http_422',
  });
});

test('nothing is printed, even with the client’s debugging switched on', async () => {
  vi.stubEnv('RESEND_DEBUG', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const printed = vi.spyOn(console, 'error');
  const { mail } = await startProvider(refusal(422, 'validation_error'));
  await mail.send('ada@example.com', letter, 'en', key);
  expect(printed).not.toHaveBeenCalled();
});

test('FAULT-09 a provider that hangs at any point is given up after four seconds', async () => {
  const hangs: Answer[] = [
    () => {},
    (response) => response.writeHead(200).write('{"id":"ma'),
    (response) => response.writeHead(422).write('{"stat'),
  ];
  const startedAt = performance.now();
  const receipts = hangs.map(async (hang) => {
    const { mail } = await startProvider(hang);
    return mail.send('ada@example.com', letter, 'en', key);
  });
  const givenUp = { result: 'later', errorCode: 'timeout', retryAfterSeconds: null };
  expect(await Promise.all(receipts)).toEqual([givenUp, givenUp, givenUp]);
  expect(performance.now() - startedAt).toBeGreaterThan(3_900);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

test('a provider that cannot be reached is tried again later', async () => {
  const mail = createMail({
    apiKey: 're_test',
    from: 'hello@gatehouse.example',
    baseUrl: 'http://localhost:1',
    site: sampleSite,
  });
  await expect(mail.send('ada@example.com', letter, 'en', key)).resolves.toEqual({
    result: 'later',
    errorCode: 'unreachable',
    retryAfterSeconds: null,
  });
});

test.each([
  'ada@example.com\r\nBcc: all@evil.example',
  'ada@example.com, all@evil.example',
  'ada@example.com;all@evil.example',
  'Ada <ada@example.com>',
  '"ada@evil.example"@example.com',
  'ada@example.com\u202e',
  'ada example.com',
  '@example.com',
  '',
])('MAIL-01 the recipient %j is refused before anything is sent', async (to) => {
  const { mail, seen } = await startProvider(json(200, { id: 'mail-1' }));
  await expect(mail.send(to, letter, 'en', key)).resolves.toEqual({
    result: 'never',
    errorCode: 'recipient_invalid',
  });
  expect(seen).toEqual([]);
});

test('a letter that cannot be rendered is refused before anything is sent', async () => {
  const { mail, seen } = await startProvider(json(200, { id: 'mail-1' }));
  const unsafe: Letter = {
    template: 'existing-account',
    props: { name: 'Ada', signInLink: 'javascript:alert(1)', resetLink: 'https://x.test/' },
  };
  const unknown: Letter = JSON.parse('{"template":"newsletter","props":{}}');
  const refused = { result: 'never', errorCode: 'letter_unrenderable' };
  await expect(mail.send('ada@example.com', unsafe, 'en', key)).resolves.toEqual(refused);
  await expect(mail.send('ada@example.com', unknown, 'en', key)).resolves.toEqual(refused);
  expect(seen).toEqual([]);
});

test('an idempotency key that is no header does not throw', async () => {
  const { mail, seen } = await startProvider(json(200, { id: 'mail-1' }));
  const receipt = await mail.send('ada@example.com', letter, 'en', 'a\r\nb');
  expect(receipt.result).toBe('later');
  expect(seen).toEqual([]);
});
