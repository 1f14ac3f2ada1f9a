import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { facesOf } from './app-faces.ts';
import { type Source, sourcesOf } from './source-tree.ts';

const app = sourcesOf('app');
const runtime = /^export const runtime = 'edge';$/m;
const perRequest = /^export const dynamic = 'force-dynamic';$/m;

/** The same for everyone: made by the build. Every other page is made for its visitor. */
const staticPages = languages
  .flatMap((language) =>
    ['', 'missing/', 'refused/', 'unavailable/'].map(
      (folder) => `app/(static)/${language}/${folder}page.tsx`,
    ),
  )
  .sort();

test('every route file says for itself that it runs on the edge', () => {
  const routes = app.filter(({ path }) => path.endsWith('/route.ts'));
  expect(routes.length).toBeGreaterThan(8);
  expect(routes.filter(({ text }) => !runtime.test(text)).map(({ path }) => path)).toEqual([]);
});

test('every page but the static ones stands under a layout on the edge', () => {
  expect(pagesWithoutEdge(app).sort()).toEqual(staticPages);
});

test('a page in a folder whose layouts do not name the edge is caught', () => {
  const page = (path: string) => ({ path, text: 'export default function Page() {}' });
  const planted = [page('app/help/page.tsx'), page('app/account/keys/page.tsx')];
  expect(pagesWithoutEdge([...app, ...planted]).sort()).toEqual(
    ['app/help/page.tsx', ...staticPages].sort(),
  );
});

test('a layout on the edge says that its pages are made for each request', () => {
  // On Node a page that reads nothing of the request would turn static, and its scripts lose their
  // nonce.
  const layouts = app.filter(
    ({ path, text }) => path.endsWith('/layout.tsx') && runtime.test(text),
  );
  expect(layouts.length).toBeGreaterThan(2);
  expect(layouts.filter(({ text }) => !perRequest.test(text)).map(({ path }) => path)).toEqual([]);
});

test('the runtime is named by route files and layouts, as one literal, and nowhere else', () => {
  const named = app.filter(({ text }) => /\bruntime\b\s*[=:]/.test(text));
  const odd = named.filter(
    ({ path, text }) => !/\/(route\.ts|layout\.tsx)$/.test(path) || !runtime.test(text),
  );
  expect(odd.map(({ path }) => path)).toEqual([]);
});

function pagesWithoutEdge(sources: readonly Source[]): string[] {
  const onEdge = sources
    .filter(({ path, text }) => path.endsWith('/layout.tsx') && runtime.test(text))
    .map(({ path }) => dirname(path));
  return facesOf(sources.map(({ path }) => path))
    .filter(({ kind }) => kind === 'page')
    .map(({ file }) => file)
    .filter((file, at, files) => files.indexOf(file) === at)
    .filter((file) => !onEdge.some((folder) => file.startsWith(`${folder}/`)));
}
