import { unstable_doesMiddlewareMatch as isMatched } from 'next/experimental/testing/server.js';
import { expect, test } from 'vitest';
import { accessTable } from '#core/access.ts';
import { staticPaths } from '#core/static-pages.ts';
import { config } from '#middleware.ts';
import { facesOf, uncovered, unserved } from './app-faces.ts';
import { filesBelow } from './source-tree.ts';

const faces = facesOf(filesBelow('app'));

/** Who posts a form with JavaScript sends the one header, without it the other. */
const formPosts = [
  { 'next-action': '40'.padEnd(42, '0') },
  { 'content-type': 'multipart/form-data; boundary=x' },
];

test('the walk finds pages and handlers, groups and parameters read as the router reads them', () => {
  expect(faces.length).toBeGreaterThan(15);
  const files = [
    'app/page.tsx',
    'app/(static)/de/help/page.tsx',
    'app/(auth)/sign-in/page.tsx',
    'app/(auth)/sign-in/actions.ts',
    'app/admin/users/[id]/page.tsx',
    'app/api/[...rest]/route.ts',
    'app/_kit/page.tsx',
    'app/@side/help/page.tsx',
    'app/robots.ts',
  ];
  expect(facesOf(files).map(({ path, kind, isCatchAll }) => [path, kind, isCatchAll])).toEqual([
    ['/', 'page', false],
    ['/de/help', 'page', false],
    ['/help', 'page', false],
    ['/sign-in', 'page', false],
    ['/admin/users/{id}', 'page', false],
    ['/api', 'endpoint', true],
    ['/help', 'page', false],
    ['/robots', 'endpoint', false],
  ]);
});

test('every page and handler is named by the access table', () => {
  expect(uncovered(faces, accessTable)).toEqual([]);
});

test('a page, a handler and a catch-all that the table does not name are caught', () => {
  const planted = [
    'app/account/billing/page.tsx',
    'app/api/keys/[id]/route.ts',
    'app/files/[...path]/page.tsx',
    'app/api/register/page.tsx',
  ];
  expect(uncovered(facesOf(planted), accessTable)).toEqual(planted);
});

test('every rule of a page or an endpoint has its page or handler', () => {
  expect(unserved(accessTable, faces)).toEqual([]);
});

test('a rule whose handler is gone is caught, catch-all beside it or not', () => {
  const left = faces.filter(({ file }) => file !== 'app/api/current/route.ts');
  expect(unserved(accessTable, left)).toEqual(['/api/current']);
  const withoutAuth = faces.filter(({ path }) => path !== '/api/auth');
  expect(unserved(accessTable, withoutAuth)).toEqual([
    '/api/auth/{action}',
    '/api/auth/{action}/{provider}',
  ]);
});

test('no path has two rules of one kind', () => {
  const keys = accessTable.map(({ kind, path }) => `${kind} ${path}`);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('whatever the table guards is met by the middleware, static pages are not', () => {
  expect(staticPaths).toEqual(expect.arrayContaining(['/', '/de', '/missing', '/en/refused']));
  const paths = accessTable.map((rule) => rule.path.replace(/\{\w+\}/g, 'some-1.png'));
  const unmet = paths.filter((path) => !staticPaths.includes(path) && !meets(path));
  expect(unmet).toEqual([]);
  expect(staticPaths.filter((path) => meets(path))).toEqual([]);
  const guarded = accessTable.filter(({ audience }) => audience !== 'anyone');
  expect(guarded.filter(({ path }) => staticPaths.includes(path))).toEqual([]);
});

test('everything below a gate is met, dots and depth included', () => {
  const gates = accessTable.filter(({ kind }) => kind === 'gate').map(({ path }) => path);
  const below = gates.flatMap((gate) =>
    ['nothing-here', '1.png', 'a/b/c/d.json', 'x.rsc'].map((rest) => `${gate}/${rest}`),
  );
  expect(below.filter((path) => !meets(path))).toEqual([]);
});

test('each path of the matcher stands for rules of the table', () => {
  const sources = config.matcher.filter((entry) => typeof entry === 'string');
  const rules = (path: string, kinds: readonly string[]) =>
    accessTable.some((rule) => rule.path === path && kinds.includes(rule.kind));
  const idle = sources.filter((source) =>
    source.endsWith('/:path*')
      ? !rules(source.slice(0, -'/:path*'.length), ['gate'])
      : !rules(source, ['page', 'endpoint']),
  );
  expect(idle).toEqual([]);
  expect(new Set(sources).size).toBe(sources.length);
});

test('plain requests for files and for unknown paths pass the middleware by', () => {
  const free = ['/_next/static/chunks/a.js', '/icon.svg', '/nowhere', '/accounts', '/signin'];
  expect(free.filter((path) => meets(path))).toEqual([]);
});

test.each(formPosts)('a form posted with %o is met on every path', (headers) => {
  const anywhere = [...staticPaths, '/nowhere', '/icon.svg', '/account', '/sign-in'];
  expect(anywhere.filter((path) => !meets(path, headers))).toEqual([]);
});

test('beyond paths, the matcher knows forms and nothing else', () => {
  const others = config.matcher.filter((entry) => typeof entry !== 'string');
  expect(others.map(({ source, has }) => [source, ...has.map(({ key }) => key)])).toEqual([
    ['/:path*', 'next-action'],
    ['/:path*', 'content-type'],
  ]);
});

function meets(path: string, headers: Record<string, string> = {}): boolean {
  return isMatched({ config, url: `http://localhost${path}`, headers });
}
