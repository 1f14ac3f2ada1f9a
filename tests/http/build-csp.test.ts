import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { builtFiles, builtText } from '#tests/support/built-tree.ts';
import { Visitor } from '#tests/support/site.ts';

type HeaderRule = { source: string; headers: { key: string; value: string }[] };

test('every inline script of every prerendered page is named in the policy, and no other', () => {
  const pages = builtFiles('server').filter((path) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(4);
  const scripts = pages.flatMap((path) => inlineScripts(builtText(path)));
  expect(scripts.length).toBeGreaterThan(10);
  const needed = [...new Set(scripts.map(hashOf))].sort();
  expect(hashesIn(scriptSources(builtPolicy()))).toEqual(needed);
});

test('a script that the policy does not name would be noticed', () => {
  const [planted = ''] = inlineScripts('<script src="/a.js"></script><script>alert(1)</script>');
  expect(planted).toBe('alert(1)');
  expect(scriptSources(builtPolicy())).not.toContain(hashOf(planted));
});

test("the static pages' policy allows our files and those scripts, nothing inline besides", () => {
  const sources = scriptSources(builtPolicy());
  expect(sources.filter((source) => !source.startsWith("'sha256-"))).toEqual(["'self'"]);
  expect(builtPolicy()).not.toMatch(/unsafe-|\*|https?:/);
});

test.each([
  ['/', 200],
  ['/missing', 200],
  ['/refused', 200],
  ['/nowhere', 404],
])('what is served for %s runs under the policy that it comes with', async (path, status) => {
  const answer = await new Visitor().fetch(path);
  expect(answer.status).toBe(status);
  const allowed = scriptSources(answer.headers.get('content-security-policy') ?? '');
  const scripts = inlineScripts(await answer.text());
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.map(hashOf).filter((hash) => !allowed.includes(hash))).toEqual([]);
});

/** The policy as the build keeps it for all paths. */
function builtPolicy(): string {
  const rules: HeaderRule[] = JSON.parse(builtText('routes-manifest.json')).headers;
  const found = rules
    .filter(({ source }) => source === '/:path*')
    .flatMap(({ headers }) => headers)
    .filter(({ key }) => key === 'Content-Security-Policy');
  expect(found).toHaveLength(1);
  return found[0]?.value ?? '';
}

function scriptSources(policy: string): string[] {
  const directive = policy.split('; ').find((part) => part.startsWith('script-src '));
  return directive?.split(' ').slice(1) ?? [];
}

function hashesIn(sources: readonly string[]): string[] {
  return sources.filter((source) => source.startsWith("'sha256-")).sort();
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`;
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)].flatMap(
    ([, attributes = '', text = '']) => (/\bsrc=/.test(attributes) || !text ? [] : [text]),
  );
}
