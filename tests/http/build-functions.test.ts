import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { pathInLanguage, staticPages } from '#core/static-pages.ts';
import {
  builtFunctions,
  builtPaths,
  edgeManifest,
  gzipBytes,
  prerendered,
  runtime,
  sourcesOfCode,
} from '#tests/support/built-tree.ts';

/** The smallest limit of the platforms that we know: 1 MB for a function at the edge. */
const functionBudgetBytes = 1_000_000;

/** Made once by the build: pages that are the same for everyone, and the framework's own. */
const madeByBuild = [
  '/_global-error',
  '/_not-found',
  '/icon.svg',
  ...languages.flatMap((language) => staticPages.map((page) => pathInLanguage(page, language))),
].sort();

test('the pages that are the same for everyone are prerendered, and no other', () => {
  expect(Object.keys(prerendered()).sort()).toEqual(madeByBuild);
  const kinds = Object.values(prerendered()).map(({ compute }) => compute);
  expect(new Set(kinds)).toEqual(new Set(['static']));
});

test('every handler and every page for a visitor runs on the edge, or none in the nodejs copy', () => {
  const forVisitors = Object.entries(builtPaths())
    .filter(([, path]) => !madeByBuild.includes(path))
    .map(([name]) => name);
  expect(forVisitors.length).toBeGreaterThan(15);
  const onEdge = Object.keys(edgeManifest().functions);
  expect(onEdge.sort()).toEqual(runtime === 'edge' ? forVisitors.sort() : []);
});

test('every function fits a platform of the edge', () => {
  const weights = builtFunctions().map(({ name, files }) => ({ name, bytes: gzipBytes(files) }));
  expect(weights.length).toBeGreaterThan(15);
  expect(weights.filter(({ bytes }) => bytes < 1_000)).toEqual([]);
  expect(weights.filter(({ bytes }) => bytes > functionBudgetBytes)).toEqual([]);
});

test('the renderer of letters, the tools and the local cloud are in no function', () => {
  const sources = new Set(builtFunctions().flatMap(({ files }) => sourcesOfCode(files)));
  expect([...sources]).toEqual(expect.arrayContaining(['resend', 'emails/sender.ts']));
  const kept =
    /^(react-email|@react-email\/.*|@electric-sql\/.*|js-redis-server|redis|pg|tsx|vitest)$/;
  const own = /^(local|tests)\/|^emails\/(?!compiled\/).*\.tsx$/;
  expect([...sources].filter((source) => kept.test(source) || own.test(source))).toEqual([]);
});
