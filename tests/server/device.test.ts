import { expect, test } from 'vitest';
import { deviceName, deviceOf } from '#server/device.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const mobileSafari = 'Mobile/15E148 Safari/604.1';

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
    'Firefox on Linux',
    'desktop',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${webkit} Version/18.5 ${mobileSafari}`,
    'Safari on iPhone',
    'phone',
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) ${webkit} Version/16.5 ${mobileSafari}`,
    'Safari on iPad',
    'tablet',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${webkit} CriOS/142.0 ${mobileSafari}`,
    'Chrome on iPhone',
    'phone',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0 Safari/537.36 Edg/142.0`,
    'Microsoft Edge on Windows',
    'desktop',
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.5 Safari/605.1.15`,
    'Safari on macOS',
    'desktop',
  ],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/142.0 Safari/537.36`,
    'Chrome on Chrome OS',
    'desktop',
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0 Mobile Safari/537.36`,
    'Chrome on Android',
    'phone',
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-X710) ${webkit} SamsungBrowser/27.0 Chrome/125.0 Safari/537.36`,
    'Samsung Internet on Android',
    'tablet',
  ],
  ['curl/8.5.0', 'curl', 'other'],
  ['python-requests/2.32.3', 'python-requests', 'other'],
  ['node', 'node', 'other'],
])('%s is named by what its owner sees of it', (userAgent, name, kind) => {
  expect(deviceOf(userAgent)).toEqual({ name, kind });
});

test.each([null, '', '   ', 'Mozilla/5.0', '"><img src=x onerror=alert(1)>/1', '\u202eevil/1'])(
  '%j is an unknown device',
  (userAgent) => {
    expect(deviceOf(userAgent)).toEqual({ name: 'Unknown device', kind: 'other' });
  },
);

test('a hostile user agent yields a short name of plain signs, and at once', () => {
  const pieces = [
    '<script>alert(1)</script> ',
    'Macintosh ',
    ' FxiOS',
    'opt/1',
    'version/1.1',
    '1_',
    'slackbot-',
    '(Linux; ',
    'Windows NT ',
    'Android ',
    'https://evil.test/ ',
    '\u0000',
    '\u202e',
    'x',
    '/',
  ];
  const texts = pieces.flatMap((one) => pieces.map((other) => `${one}${other}`.repeat(512)));
  const startedAt = performance.now();
  const names = texts.map(deviceName);
  // Milliseconds a text, where one that backtracks would take seconds.
  expect((performance.now() - startedAt) / texts.length).toBeLessThan(20);
  expect(names.filter((name) => !/^[\w. -]{1,60}$/.test(name))).toEqual([]);
});
