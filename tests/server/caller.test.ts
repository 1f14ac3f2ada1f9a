import { expect, it } from 'vitest';
import { callerOf } from '#server/caller.ts';

const offVercel = { isOnVercel: false, trustedProxyHops: 1 };
const onVercel = { isOnVercel: true, trustedProxyHops: 0 };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

it('reads address and user agent, and gives each request an id of its own', () => {
  const headers = new Headers({ 'x-forwarded-for': '203.0.113.9', 'user-agent': 'Firefox/150' });
  const caller = callerOf(headers, offVercel);
  expect(caller).toEqual({
    ip: '203.0.113.9',
    place: null,
    userAgent: 'Firefox/150',
    language: 'en',
    requestId: expect.stringMatching(uuid),
  });
  expect(callerOf(headers, offVercel).requestId).not.toBe(caller.requestId);
});

it('reads the language that a browser was told, else the one that it likes best', () => {
  const languageFor = (headers: Record<string, string>) =>
    callerOf(new Headers(headers), offVercel).language;
  expect(languageFor({ 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' })).toBe('de');
  expect(languageFor({ 'accept-language': 'de', cookie: 'a=1; gatehouse.language=en' })).toBe('en');
  expect(languageFor({ cookie: '__Host-gatehouse.language=de' })).toBe('de');
  expect(languageFor({ cookie: 'gatehouse.language=<b>' })).toBe('en');
});

it('never takes a request id from the visitor', () => {
  const headers = new Headers({
    'x-request-id': 'chosen-by-the-visitor',
    'x-vercel-id': 'fra1::abc-123456',
    'x-correlation-id': 'chosen-by-the-visitor',
  });
  expect(callerOf(headers, offVercel).requestId).toMatch(uuid);
});

it("takes the platform's request id on Vercel, when it looks like one", () => {
  const idOf = (id: string) => callerOf(new Headers({ 'x-vercel-id': id }), onVercel).requestId;
  expect(idOf('fra1::iad1::x7k2p-1732478400000-abcdef')).toBe(
    'fra1::iad1::x7k2p-1732478400000-abcdef',
  );
  expect(idOf('<script>alert(1)</script>')).toMatch(uuid);
  expect(idOf('a'.repeat(129))).toMatch(uuid);
});

it('LOG-02 cleans a user agent and cuts it at 512 characters', () => {
  const agentOf = (agent: string) =>
    callerOf(new Headers({ 'user-agent': agent }), offVercel).userAgent;
  expect(agentOf('Mozilla/5.0\u001b[31m \u009b2J red')).toBe('Mozilla/5.0 [31m 2J red');
  expect(agentOf('x'.repeat(4000))).toHaveLength(512);
  expect(agentOf('   ')).toBeNull();
  expect(callerOf(new Headers(), offVercel).userAgent).toBeNull();
});

it.each([
  [{ country: 'DE', city: 'M%C3%BCnchen' }, 'München, DE'],
  [{ country: 'US', city: 'Coeur%20d%27Alene' }, "Coeur d'Alene, US"],
  [{ country: 'DE' }, 'DE'],
  [{ country: 'DE', city: '%E0%A4%A' }, 'DE'],
  [{ country: 'DE', city: '%3Cscript%3E' }, 'DE'],
  [{ country: 'de', city: 'Berlin' }, null],
  [{ city: 'Berlin' }, null],
])('takes the place %o that the platform guesses for %s, and from nobody else', (guess, place) => {
  const named = Object.entries(guess).map(([name, value]) => [`x-vercel-ip-${name}`, value]);
  const headers = new Headers(Object.fromEntries(named));
  expect(callerOf(headers, onVercel).place).toBe(place);
  expect(callerOf(headers, offVercel).place).toBeNull();
});
