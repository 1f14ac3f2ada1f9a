import { expect, test } from 'vitest';
import { refusalOf } from '#tests/support/problems.ts';
import { beginEndlessPost } from '#tests/support/raw-request.ts';
import { siteUrl, Visitor } from '#tests/support/site.ts';

const paths = [
  '/api/sign-in',
  '/api/register',
  '/api/email/verification',
  '/api/email/verify',
] as const;

const text = (value: string) => new TextEncoder().encode(value);
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(0x61);

const bodies: [name: string, body: Uint8Array, status: number, code: string][] = [
  ['empty', text(''), 400, 'invalid_json'],
  ['blank', text(' \n'), 400, 'invalid_json'],
  ['{', text('{'), 400, 'invalid_json'],
  ['two values', text('{}{}'), 400, 'invalid_json'],
  ['a comment', text('{}//'), 400, 'invalid_json'],
  ['NaN', text('NaN'), 400, 'invalid_json'],
  ['undefined', text('undefined'), 400, 'invalid_json'],
  ['form fields', text('email=a@b.test&password=x'), 400, 'invalid_json'],
  ['an array', text('[]'), 422, 'invalid_input'],
  ['an array of it', text('[{"email":"a@b.test"}]'), 422, 'invalid_input'],
  ['null', text('null'), 422, 'invalid_input'],
  ['a string', text('"a"'), 422, 'invalid_input'],
  ['a number', text('1e400'), 422, 'invalid_input'],
  ['true', text('true'), 422, 'invalid_input'],
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid_json'],
  ['a cut-off sequence', new Uint8Array([0x22, 0xe2, 0x82]), 400, 'invalid_json'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]), 400, 'invalid_json'],
  ['deep arrays', text('['.repeat(16_000)), 400, 'invalid_json'],
  ['deep and whole arrays', text('['.repeat(8_000) + ']'.repeat(8_000)), 422, 'invalid_input'],
  ['deep objects', text(`${'{"a":'.repeat(2_700)}1${'}'.repeat(2_700)}`), 422, 'invalid_input'],
  ['ten million deep', text('['.repeat(10_000_000)), 413, 'payload_too_large'],
  ['2 MB', megabytes(2), 413, 'payload_too_large'],
  [
    'many fields',
    text(`{${Array.from({ length: 1500 }, (_, at) => `"f${at}":1`)}}`),
    422,
    'invalid_input',
  ],
];

for (const path of paths) {
  test(`INPUT-01 ${path} refuses every body that is none`, async () => {
    for (const [name, body, status, code] of bodies) {
      const answer = await post(path, body);
      expect(await refusalOf(answer), name).toEqual([status, code]);
    }
  });
}

test('INPUT-01 a byte order mark is no part of JSON and no reason to fail', async () => {
  for (const path of paths) {
    const answer = await post(path, new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]));
    expect(await refusalOf(answer)).toEqual([422, 'invalid_input']);
  }
});

test('INPUT-01 of duplicate keys one counts, the same for every reader', async () => {
  const doubled = '{"email":"a@b.test","email":"","password":"x"}';
  const answer = await post('/api/sign-in', text(doubled));
  expect(await refusalOf(answer)).toEqual([422, 'invalid_input']);
});

test('INPUT-01 50 MB are refused', async () => {
  for (const path of paths) {
    const answer = await post(path, megabytes(50));
    expect(await refusalOf(answer)).toEqual([413, 'payload_too_large']);
  }
});

test('INPUT-01 bodies that never end keep nobody else waiting', async () => {
  // The framework lets no handler answer before a body has ended; Node ends it after five minutes.
  const posts = [...paths, ...paths, ...paths].map(beginEndlessPost);
  try {
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await post('/api/email/verify', text('{"token":"x"}'));
      expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
    }
  } finally {
    for (const hangUp of posts) hangUp();
  }
  expect((await new Visitor().fetch('/api/health')).status).toBe(200);
});

test('calls without a body take none and mind none', async () => {
  for (const body of bodies.slice(0, 16)) {
    const answer = await post('/api/sign-out', body[1]);
    expect(answer.status, body[0]).toBe(204);
  }
});

function post(path: string, body: Uint8Array): Promise<Response> {
  return new Visitor().fetch(path, {
    method: 'POST',
    headers: { origin: siteUrl, 'content-type': 'application/json' },
    body: new Blob([body.slice()]),
  });
}
