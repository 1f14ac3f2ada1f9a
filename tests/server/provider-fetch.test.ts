import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { AuthNote } from '#server/auth-note.ts';
import { withAuthNote } from '#server/auth-note.ts';
import {
  addressOfProvider,
  createProviderFetch,
  longestAnswerBytes,
  ProviderUnavailable,
} from '#server/provider-fetch.ts';

/** A stand-in on this machine that answers as the test says. */
async function standIn(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/google`;
}

/** What a fetch of Google's keys gives, and what the request was noted to be refused for. */
async function ask(localUrl: string): Promise<{ outcome: unknown; note: AuthNote }> {
  const guarded = createProviderFetch('google', localUrl);
  const { value, note } = await withAuthNote('ordinary', new Headers(), async () => {
    try {
      return await (await guarded('https://www.googleapis.com/oauth2/v3/certs?a=1')).text();
    } catch (error) {
      return error;
    }
  });
  return { outcome: value, note };
}

test('asks the stand-in at the path of the real address', async () => {
  const localUrl = await standIn((request, response) => response.end(request.url));
  const { outcome, note } = await ask(localUrl);
  expect([outcome, note.refusal]).toEqual(['/google/oauth2/v3/certs?a=1', null]);
});

test('an answer without a body is an answer', async () => {
  const localUrl = await standIn((_request, response) => response.writeHead(204).end());
  const { outcome, note } = await ask(localUrl);
  expect([outcome, note.refusal]).toEqual(['', null]);
});

test.each<[string, RequestListener]>([
  ['a redirect', (_request, response) => response.writeHead(302, { location: '/' }).end()],
  ['an error of its own', (_request, response) => response.writeHead(500).end()],
  [
    'too many requests',
    (_request, response) => response.writeHead(429, { 'retry-after': '9' }).end(),
  ],
  [
    'an answer without end',
    (_request, response) => response.end('x'.repeat(longestAnswerBytes + 1)),
  ],
  ['a hang-up', (request) => request.socket.destroy()],
])('%s is no answer, and is noted as such', async (_what, listener) => {
  const { outcome, note } = await ask(await standIn(listener));
  expect(outcome).toBeInstanceOf(ProviderUnavailable);
  expect(note.refusal).toEqual({ code: 'provider_unavailable' });
});

test('an answer of exactly the longest length is read', async () => {
  const localUrl = await standIn((_request, response) =>
    response.end('x'.repeat(longestAnswerBytes)),
  );
  expect((await ask(localUrl)).outcome).toHaveLength(longestAnswerBytes);
});

test.each([
  'http://accounts.google.com/token',
  'https://accounts.google.com.evil.test/token',
  'https://accounts.google.com:8443/token',
  'https://evil.test/',
  'https://github.com/',
  'http://127.0.0.1:4000/google/token',
  'file:///etc/passwd',
  'not an address',
])('%s is no address of Google', (address) => {
  expect(addressOfProvider('google', address, null)).toBeNull();
});

test('a stand-in is asked under its own path alone', () => {
  const localUrl = 'http://localhost:4000/google';
  expect(addressOfProvider('google', `${localUrl}/token`, localUrl)).toBe(`${localUrl}/token`);
  expect(addressOfProvider('google', 'http://localhost:4000/github/token', localUrl)).toBeNull();
  expect(addressOfProvider('google', 'http://localhost:4000/googles/token', localUrl)).toBeNull();
  expect(addressOfProvider('google', 'https://oauth2.googleapis.com/token', localUrl)).toBe(
    `${localUrl}/token`,
  );
});
