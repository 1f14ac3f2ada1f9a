import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createBreachedPasswords, longestRangeBytes } from '#server/breached-passwords.ts';

const password = 'seven purple giraffes dancing';
const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
const suffix = digest.slice(5);
const padding = `${'0'.repeat(34)}A:0`;

/** A range API that answers as the test says, and what it was asked. */
async function rangeApi(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What was logged, and nothing of it on the console. */
function loggedLines() {
  const lines: Record<string, unknown>[] = [];
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line) => void lines.push(JSON.parse(line)));
  }
  return lines;
}

test('five digits of the digest leave the house, with padding asked for', async () => {
  await using api = await rangeApi((_request, response) => response.end(`${padding}\r\n`));

  await createBreachedPasswords(api.url).look(password, 3000);

  const [request, ...more] = api.asked;
  expect(more).toEqual([]);
  expect(request?.method).toBe('GET');
  expect(request?.url).toBe(`/range/${digest.slice(0, 5)}`);
  expect(request?.headers).toMatchObject({ 'add-padding': 'true', 'user-agent': 'Gatehouse' });
  expect(JSON.stringify([request?.url, request?.rawHeaders])).not.toContain(suffix.slice(0, 8));
});

test.each([
  ['with a count', `${padding}\r\n${suffix}:3\r\n`, 'breached'],
  ['in small letters', `${suffix.toLowerCase()}:1`, 'breached'],
  ['with the count of padding', `${suffix}:0\r\n${padding}`, 'clean'],
  ['not there', padding, 'clean'],
])('a suffix %s: %s', async (_how, body, verdict) => {
  await using api = await rangeApi((_request, response) => response.end(body));

  expect(await createBreachedPasswords(api.url).look(password, 3000)).toBe(verdict);
});

test('CRED-05 the digest is of the password as received, in the form that is hashed', async () => {
  await using api = await rangeApi((_request, response) => response.end(padding));
  const list = createBreachedPasswords(api.url);

  await list.look('  cafe\u0301 au lait 🔑 ', 3000);

  const expected = createHash('sha1').update('  caf\u00e9 au lait 🔑 ', 'utf8').digest('hex');
  expect(api.asked[0]?.url).toBe(`/range/${expected.slice(0, 5).toUpperCase()}`);
});

test.each<[how: string, answer: (response: ServerResponse) => void, code: string]>([
  ['500', (response) => response.writeHead(500).end(), 'status_500'],
  ['429', (response) => response.writeHead(429, { 'retry-after': '2' }).end(), 'status_429'],
  ['a hang-up', (response) => response.destroy(), 'unreachable'],
  ['no headers in time', () => undefined, 'timeout'],
  ['no end in time', (response) => response.write(`${padding}\r\n`), 'timeout'],
  ['a page', (response) => response.end('<html>Sign in to this network</html>'), 'no_list'],
  ['nothing', (response) => response.end(''), 'no_list'],
  ['too much', (response) => response.end('0'.repeat(longestRangeBytes + 1)), 'too_long'],
])('%s is no answer: the password passes, with one line of log', async (_how, answer, code) => {
  await using api = await rangeApi((_request, response) => answer(response));
  const lines = loggedLines();
  const list = createBreachedPasswords(api.url);
  const startedAt = performance.now();

  expect(await list.look(password, 300)).toBe('unknown');
  expect(await list.look(password, 300)).toBe('unknown');

  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(lines).toMatchObject([
    { event: 'outage.began', service: 'breaches', code, level: 'warn' },
  ]);
  expect(JSON.stringify(lines)).not.toContain(digest.slice(0, 5));
});

test('a redirect is not followed', async () => {
  await using elsewhere = await rangeApi((_request, response) => response.end(`${suffix}:9`));
  await using api = await rangeApi((_request, response) => {
    response.writeHead(302, { location: `${elsewhere.url}/range/other` }).end();
  });
  const lines = loggedLines();

  expect(await createBreachedPasswords(api.url).look(password, 3000)).toBe('unknown');

  expect(elsewhere.asked).toEqual([]);
  expect(lines).toHaveLength(1);
});

test('the end of an outage is logged once, and the list is asked again at once', async () => {
  let isBroken = true;
  await using api = await rangeApi((_request, response) => {
    if (isBroken) response.writeHead(503).end();
    else response.end(`${suffix}:3`);
  });
  const lines = loggedLines();
  const list = createBreachedPasswords(api.url);

  expect(await list.look(password, 3000)).toBe('unknown');
  isBroken = false;
  expect(await list.look(password, 3000)).toBe('breached');
  expect(await list.look(password, 3000)).toBe('breached');

  expect(lines.map(({ event }) => event)).toEqual(['outage.began', 'outage.ended']);
});

test('switched off, it asks nobody and logs nothing', async () => {
  expect(await createBreachedPasswords(null).look(password, 3000)).toBe('unknown');
});
