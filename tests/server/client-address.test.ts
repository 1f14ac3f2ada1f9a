import { expect, it } from 'vitest';
import { clientAddress } from '#server/client-address.ts';
import { parseIp } from '#server/ip-address.ts';

const offVercel = (trustedProxyHops: number) => ({ isOnVercel: false, trustedProxyHops });
const onVercel = { isOnVercel: true, trustedProxyHops: 0 };

/** Every header by which visitors like to say who they are. */
const spoofs = [
  'X-Forwarded-For',
  'X-Real-IP',
  'CF-Connecting-IP',
  'True-Client-IP',
  'Forwarded',
  'X-Client-IP',
  'X-Vercel-Forwarded-For',
  'X-Cluster-Client-IP',
  'X-Original-Forwarded-For',
  'Fastly-Client-IP',
];

it.each(spoofs)('RATE-02 behind one proxy a spoofed %s changes nothing', (name) => {
  for (const lie of ['198.51.100.7', 'for=198.51.100.7', '198.51.100.7, 198.51.100.8']) {
    const headers = new Headers({ [name]: lie });
    // The proxy appends what it saw, whatever the visitor had sent.
    headers.append('X-Forwarded-For', '203.0.113.9');
    expect(clientAddress(headers, offVercel(1))).toBe('203.0.113.9');
  }
});

it.each(spoofs)('RATE-02 without a trusted proxy %s gives no address', (name) => {
  expect(clientAddress(new Headers({ [name]: '198.51.100.7' }), offVercel(0))).toBeNull();
});

it.each(spoofs.filter((name) => name !== 'X-Vercel-Forwarded-For'))(
  "RATE-02 on Vercel a spoofed %s does not replace the platform's word",
  (name) => {
    const headers = new Headers({ [name]: '198.51.100.7' });
    headers.set('X-Vercel-Forwarded-For', '203.0.113.9');
    expect(clientAddress(headers, onVercel)).toBe('203.0.113.9');
  },
);

it('on Vercel x-real-ip is the second choice and x-forwarded-for none', () => {
  expect(clientAddress(new Headers({ 'x-real-ip': '203.0.113.9' }), onVercel)).toBe('203.0.113.9');
  expect(clientAddress(new Headers({ 'x-forwarded-for': '203.0.113.9' }), onVercel)).toBeNull();
});

it('counts hops from the right, and takes nobody else when the place is empty or bad', () => {
  const list = (value: string) => new Headers({ 'x-forwarded-for': value });
  expect(clientAddress(list('1.1.1.1, 2.2.2.2, 3.3.3.3'), offVercel(1))).toBe('3.3.3.3');
  expect(clientAddress(list('1.1.1.1, 2.2.2.2, 3.3.3.3'), offVercel(2))).toBe('2.2.2.2');
  expect(clientAddress(list('3.3.3.3'), offVercel(2))).toBeNull();
  expect(clientAddress(list('1.1.1.1, unknown'), offVercel(1))).toBeNull();
  expect(clientAddress(list('1.1.1.1, '), offVercel(1))).toBeNull();
  expect(clientAddress(new Headers(), offVercel(1))).toBeNull();
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['203.0.113.9:49152', '203.0.113.9'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::0001', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
])('reads %s as %s', (text, canonical) => {
  expect(parseIp(text)).toBe(canonical);
  expect(parseIp(parseIp(text) ?? '')).toBe(canonical);
});

it.each([
  '',
  'unknown',
  '_hidden',
  'localhost',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '010.1.1.1',
  '0x7f.1.1.1',
  '2130706433',
  '1.2.3.4:',
  '1.2.3.4:port',
  '1.2.3.4/24',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  ':::',
  '1:2:3:4:5:6:7::8',
  'fe80::1%eth0',
  '12345::',
  'g::1',
  '::1.2.3',
  '::ffff:1.2.3.4.5',
  '[::1',
  '[::1]x',
  '1.2.3.4\n5.6.7.8',
])('refuses %j', (text) => {
  expect(parseIp(text)).toBeNull();
});

it('agrees with the URL parser of the platform on many IPv6 addresses', () => {
  for (let round = 0; round < 500; round += 1) {
    const words = crypto.getRandomValues(new Uint16Array(8));
    const mask = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
    const text = [...words]
      .map((word, at) => ((mask >> at) & 1 ? 0 : word).toString(16).padStart(4, '0'))
      .join(':');
    expect(`[${parseIp(text)}]`).toBe(new URL(`http://[${text}]/`).hostname);
  }
});
