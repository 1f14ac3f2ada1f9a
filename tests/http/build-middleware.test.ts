import { expect, test } from 'vitest';
import {
  builtFunctions,
  edgeManifest,
  gzipBytes,
  sourcesOfCode,
  withoutMap,
} from '#tests/support/built-tree.ts';

/** An empty middleware of this framework weighs 53.8 KB; 1 KB is 1,000 bytes. */
const middlewareBudgetBytes = 68_000;

test('middleware runs on the edge, as the one gate of the whole site', () => {
  const { middleware } = edgeManifest();
  expect(Object.keys(middleware)).toEqual(['/']);
  expect(files()).toEqual(expect.arrayContaining([expect.stringMatching(/^server\/edge\//)]));
});

test('middleware weighs at most 68 KB', () => {
  expect(gzipBytes(files())).toBeGreaterThan(40_000);
  expect(gzipBytes(files())).toBeLessThanOrEqual(middlewareBudgetBytes);
});

test('middleware holds the framework and its own few files: no database, no Auth.js', () => {
  const sources = sourcesOfCode(files());
  const packages = sources.filter((source) => !source.endsWith('.ts'));
  expect(packages).toEqual(['next']);
  const own = sources.filter((source) => source.endsWith('.ts'));
  expect(own).toContain('middleware.ts');
  const allowed =
    /^(middleware\.ts|core\/(messages\/(en|de)\/)?[\w-]+\.ts|server\/edge-[\w-]+\.ts|db\/session-look\.ts)$/;
  expect(own.filter((source) => !allowed.test(source))).toEqual([]);
});

test('nothing of the middleware is hidden from that look', () => {
  // The one file without a map is the bundler's loader.
  const unseen = withoutMap(files());
  expect(unseen.filter((file) => !/\/turbopack-[^/]+\.js$/.test(file))).toEqual([]);
  expect(gzipBytes(unseen)).toBeLessThan(5_000);
  // The same look finds the packages where they belong.
  const auth = builtFunctions().find(({ name }) => name.startsWith('/api/auth/'));
  expect(sourcesOfCode(auth?.files ?? [])).toEqual(
    expect.arrayContaining(['@auth/core', '@neondatabase/serverless', 'drizzle-orm', 'next-auth']),
  );
});

function files(): string[] {
  return Object.values(edgeManifest().middleware).flatMap((part) => part.files);
}
