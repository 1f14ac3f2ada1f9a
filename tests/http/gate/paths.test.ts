import { expect, test } from 'vitest';
import { decideAccess, ruleFor } from '#core/access.ts';
import { builtPaths, builtText } from '#tests/support/built-tree.ts';
import {
  expectDenied,
  expectDeniedHoweverAsked,
  expectStanding,
  guardedEndpoints,
  guardedPages,
  guardedPaths,
  marks,
} from '#tests/support/guarded.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { seededVisitor } from '#tests/support/site.ts';

type Spelling = (path: string) => string[];
const upper = (path: string) => path.toUpperCase();
const capital = (path: string) => path.slice(0, 2).toUpperCase() + path.slice(2);
const encoded = (path: string) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`;
const buildId = builtText('BUILD_ID').trim();

const spellings: [string, Spelling][] = [
  [
    'MATCHER-01 a double slash in front',
    (path) => [`/${path}`, `//${path}`, `/\\${path.slice(1)}`],
  ],
  ['MATCHER-02 a double slash behind', (path) => [`${path}//`, `${path}/`]],
  [
    'MATCHER-03 a percent-encoded letter',
    (path) => [
      encoded(path),
      encoded(path).replace('%', '%25'),
      `/${path.slice(1).replaceAll('/', '%2f')}`,
    ],
  ],
  [
    'MATCHER-05 dot segments',
    (path) => [`/.${path}`, `/x/..${path}`, `/%2e${path}`, `/x/%2e%2e${path}`, `${path}/.`],
  ],
  [
    'MATCHER-07 another letter case',
    (path) => [upper(path), capital(path), '/DASHBOARD', '/Dashboard'],
  ],
  [
    'MATCHER-08 a dot, blank, NUL or semicolon behind',
    (path) =>
      ['.', '%20', '%00', '%09', ';a=1', '%3f', '%23', '%ff', '%'].map((tail) => path + tail),
  ],
  ["MATCHER-11 the suffix of the framework's transport", (path) => [`${path}.rsc`, `${path}.txt`]],
  [
    'MATCHER-12 the suffix of segment prefetches',
    (path) => [
      `${path}.segments/_tree.segment.rsc`,
      `${path}.segments/$c$children/__PAGE__.segment.rsc`,
      `${path}.prefetch.rsc`,
    ],
  ],
  [
    'MATCHER-14 the address of its data',
    (path) => [`/_next/data/${buildId}${path}.json`, `/_next/data/x${path}.json`],
  ],
  [
    'MATCHER-16 the query of the framework’s transport',
    (path) => [`${path}?_rsc=abc`, `${path}?_rsc=`, `${path}?__nextDataReq=1`, `${path}?_rsc=a#b`],
  ],
  [
    'MATCHER-21 a way out of the static files',
    (path) => [
      `/_next/static/../..${path}`,
      `/_next/..${path}`,
      `/_next/static/%2e%2e/%2e%2e${path}`,
      `/_next/image/..${path}`,
      `/icon.svg/..${path}`,
    ],
  ],
];

test.each(spellings)('%s opens no guarded path', async (_name, spell) => {
  for (const path of guardedPaths) {
    for (const target of spell(path)) await expectDeniedHoweverAsked(target);
  }
  await expectStanding();
});

test('MATCHER-20 the same tricks open no guarded endpoint', async () => {
  expect(guardedEndpoints).toContain('/api/current');
  for (const path of guardedEndpoints) {
    const rest = path.slice('/api/'.length);
    const targets = [`/api//${rest}`, `/api%2f${rest}`, `/API/${rest}`, `${path}/`, `${path}.rsc`];
    for (const target of [...targets, `/api/x/../${rest}`, `/api/auth/../${rest}`]) {
      await expectDeniedHoweverAsked(target);
    }
  }
  await expectStanding();
});

test('MATCHER-23 every built route below /api is guarded, or open by the table', async () => {
  const routes = Object.values(builtPaths()).filter((path) => /^\/api(\/|$)/.test(path));
  expect(routes).toContain('/api/current');
  for (const route of routes) {
    const path = route
      .replace('[...nextauth]', 'session')
      .replace('/[[...rest]]', '/deep/er')
      .replace('[id]', '1');
    expect(path).not.toContain('[');
    expect(ruleFor(path), path).not.toBeNull();
    if (decideAccess(path, null) !== 'allow') await expectDeniedHoweverAsked(path);
    const answer = await rawRequest(path);
    expect(answer.head + answer.body, path).not.toMatch(marks);
    expect([200, 401, 405], path).toContain(answer.status);
  }
});

test('what the gate keeps is told to those who may know it, and to no other', async () => {
  const administrator = await seededVisitor('admin');
  const told: string[] = [];
  for (const path of [...guardedPages, ...guardedEndpoints]) {
    const answer = await administrator.fetch(path);
    // Some are for writing alone, and who has just signed in has nothing to confirm.
    expect([200, 405, path === '/reauthenticate' ? 307 : 200], path).toContain(answer.status);
    if (answer.status === 200) {
      expect(await answer.text(), path).toMatch(marks);
      told.push(path);
    }
    expectDenied(await rawRequest(path), path);
  }
  expect(told).toEqual([
    ...['/account', '/account/security', '/account/sessions', '/account/connections', '/admin'],
    ...['/admin/mail', '/api/current', '/api/sessions', '/api/admin/mail'],
  ]);
});
