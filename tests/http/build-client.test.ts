import { expect, test } from 'vitest';
import { builtFiles, builtText, gzipBytes } from '#tests/support/built-tree.ts';
import { siteUrl, Visitor } from '#tests/support/site.ts';

/** 1 KB is 1,000 bytes. What the framework sends for a page without a line of our own is the floor. */
const formBudgetBytes = 4_000;
const frameBudgetBytes = 3_500;
const meterBudgetBytes = 1_000;

test("the sign-in page's scripts weigh at most 4 KB more than an empty page's", async () => {
  const form = gzipBytes(await scriptsOf('/sign-in'));
  // `/missing` has the same frame around a few words.
  const empty = gzipBytes(await scriptsOf('/missing'));
  expect(form).toBeGreaterThan(empty);
  expect(form - empty).toBeLessThanOrEqual(formBudgetBytes);
});

test("the register page, with the meter of a password's strength, weighs at most 1 KB more", async () => {
  const meter = gzipBytes(await scriptsOf('/register')) - gzipBytes(await scriptsOf('/sign-in'));
  expect(meter).toBeLessThanOrEqual(meterBudgetBytes);
});

test('the frame of every page, its session included, weighs at most 3.5 KB over the floor', async () => {
  // The last-resort error page stands outside of the frame.
  const floor = gzipBytes(scriptsIn(builtText('server/app/_global-error.html')));
  const framed = gzipBytes(await scriptsOf('/missing'));
  expect(floor).toBeGreaterThan(100_000);
  expect(framed - floor).toBeLessThanOrEqual(frameBudgetBytes);
});

test('FRAMEWORK-09 no source map is served, nor named', () => {
  const files = builtFiles('static');
  expect(files.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(5);
  expect(files.filter((path) => path.endsWith('.map'))).toEqual([]);
  const code = files.filter((path) => /\.(js|css)$/.test(path));
  expect(code.filter((path) => builtText(path).includes('sourceMappingURL='))).toEqual([]);
});

test('nothing in scripts and styles is fetched from elsewhere', () => {
  const code = builtFiles('static').filter((path) => path.endsWith('.css'));
  expect(code.length).toBeGreaterThan(0);
  const foreign = code.filter((path) => /url\(["']?(https?:)?\/\//.test(builtText(path)));
  expect(foreign).toEqual([]);
});

async function scriptsOf(path: string): Promise<string[]> {
  const answer = await new Visitor().fetch(path);
  expect(answer.status, `${siteUrl}${path}`).toBe(200);
  return scriptsIn(await answer.text());
}

/** Every script that a page names, in an element or for later; those for old browsers left out. */
function scriptsIn(html: string): string[] {
  const old = /<script[^>]*\bsrc="\/_next\/([^"]+)"[^>]*\bnomodule\b/gi;
  const left = new Set([...html.matchAll(old)].map(([, path]) => path));
  const named = html.match(/static\/chunks\/[\w.~-]+\.js/g) ?? [];
  return [...new Set(named)].filter((path) => !left.has(path));
}
