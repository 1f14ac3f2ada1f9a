import { expect, test } from 'vitest';
import { refuseFormPost } from '#core/form-post.ts';

const site = 'https://gatehouse.example';
const action = 'a0'.repeat(21);

function post(body: BodyInit, headers: Record<string, string> = {}, method = 'POST'): Request {
  return new Request(`${site}/sign-in`, { method, headers: { origin: site, ...headers }, body });
}

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

test("the framework's own calls and forms pass", async () => {
  const call = { 'next-action': action };
  const typed = '{"attempt":"1","values":{"email":"$$5 a@b"},"errors":[],"to":null}';
  const passing = [
    post(form({ '0': '[null,"$K1"]', '1_email': '$1:__proto__' }), call),
    post(form({ '0': '["$undefined","$K1"]' }), call),
    post(form({ '0': `[${typed},"$K1"]` }), call),
    post('[]', { ...call, 'content-type': 'text/plain;charset=UTF-8' }),
    post(form({ [`$ACTION_ID_${action}`]: '' })),
    post(
      form({
        $ACTION_REF_1: '',
        '$ACTION_1:0': `{"id":"${action}","bound":"$@1"}`,
        '$ACTION_1:1': `[${typed}]`,
        $ACTION_KEY: 'k1',
        email: '["$1:__proto__:then"]',
      }),
    ),
  ];
  for (const request of passing) expect(await refuseFormPost(request, site)).toBeNull();
});

test('references into objects, odd notations and what is no list of arguments do not', async () => {
  const hostile = [
    ...['["$1:__proto__:then"]', '["$1:constructor:constructor"]', '[["$2"]]', '[{"a":"$B1"}]'],
    ...['["$Q2"]', '["$F1"]', '["$W9"]', '["$h1"]', '["$n9"]', '"$1"', '[{"__proto__":{}}]'],
    ...['', 'junk', '{', 'null', '1', '"text"'],
  ];
  for (const text of hostile) {
    const requests = [
      post(text, { 'next-action': action, 'content-type': 'text/plain' }),
      post(form({ '0': text, '1': '{}' }), { 'next-action': action }),
      post(form({ '0': '[]', '7': text }), { 'next-action': action }),
      post(form({ $ACTION_REF_1: '', '$ACTION_1:0': text })),
      post(form({ '$ACTION_REF_\n': '', '$ACTION_\n:1': text })),
    ];
    for (const request of requests) {
      expect(await refuseFormPost(request, site), text).toBe('invalid_request');
    }
  }
});

test('bodies that are no form, and names that are no action, are refused as unreadable', async () => {
  const multipart = 'multipart/form-data; boundary=x';
  const requests = [
    post('junk', { 'content-type': multipart }),
    post('junk', { 'content-type': 'multipart/form-data' }),
    post('--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[', { 'content-type': multipart }),
    post('email=a', { 'content-type': 'application/x-www-form-urlencoded' }),
    post(form({ email: 'a' }), { 'next-action': action }),
    ...['', '__proto__', action.toUpperCase(), `${action}0`, `${action}, ${action}`].map((name) =>
      post('[]', { 'next-action': name }),
    ),
  ];
  for (const request of requests) {
    expect(await refuseFormPost(request, site)).toBe('invalid_request');
  }
});

test('other methods, other origins and more than 16 KiB are refused unread', async () => {
  const form = 'multipart/form-data; boundary=x';
  expect(await refuseFormPost(post('', {}, 'PUT'), site)).toBe('method_not_allowed');
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) {
    expect(await refuseFormPost(post('', headers), site)).toBe('cross_origin');
  }
  const length = { 'content-length': '16385', 'content-type': form };
  expect(await refuseFormPost(post('junk', length), site)).toBe('payload_too_large');
});
