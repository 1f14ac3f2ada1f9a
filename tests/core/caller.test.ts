import { expect, test } from 'vitest';
import { auditContext, networkPrefix, visitorKey } from '#core/caller.ts';

const callerAt = (ip: string | null) => ({
  ip,
  place: null,
  userAgent: 'A browser',
  language: 'en' as const,
  requestId: 'r1',
});

test.each([
  ['192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64', '2001:db8:0:0::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64', '0:0:0:0::/64'],
  ['fe80::', 'fe80:0:0:0::/64', 'fe80:0:0:0::/64'],
])('a visitor at %s counts as %s and is kept as %s', (ip, key, prefix) => {
  expect(visitorKey(callerAt(ip))).toBe(key);
  expect(networkPrefix(callerAt(ip))).toBe(prefix);
});

test('visitors without an address share one count and are kept without a network', () => {
  expect(visitorKey(callerAt(null))).toBe('unknown');
  expect(networkPrefix(callerAt(null))).toBeNull();
});

test('the audit keeps who acted and from where', () => {
  expect(auditContext(callerAt('192.0.2.77'), 'u1')).toEqual({
    actorId: 'u1',
    ip: '192.0.2.77',
    userAgent: 'A browser',
    requestId: 'r1',
  });
  expect(auditContext(callerAt(null)).actorId).toBeNull();
});
