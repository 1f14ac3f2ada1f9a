import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { button } from '#emails/compiled/button.ts';
import { frame } from '#emails/compiled/frame.ts';
import { paragraph } from '#emails/compiled/paragraph.ts';
import { compilePart } from '#emails/compiler.ts';
import { marksOf, splitHtml } from '#emails/marks.ts';
import { type Kinds, part } from '#emails/part.ts';

type Html = ReturnType<typeof createElement>;

const oneProp = (kind: Kinds[string], html: (prop: string) => Html) =>
  part({ props: { prop: kind }, html: ({ prop }) => html(prop) });

function runCompiler(...options: string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', 'emails/compile.ts', ...options];
    const child = execFile(process.execPath, words, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

test('the committed parts are what emails/parts.tsx says', async () => {
  const { status, output } = await runCompiler('--check');
  expect(output).toBe('7 compiled parts are up to date\n');
  expect(status).toBe(0);
});

test('the check finds a part that was edited, one that is missing and one too many', async () => {
  const directory = await mkdtemp(`${tmpdir()}/letters-`);
  await cp('emails/compiled', directory, { recursive: true });
  await writeFile(`${directory}/frame.ts`, '// edited by hand\n');
  await rm(`${directory}/button.ts`);
  await writeFile(`${directory}/forgotten.ts`, 'export {};\n');

  const checked = await runCompiler('--check', '--directory', directory);
  expect(checked.status).toBe(1);
  expect(checked.output.match(/[\w-]+\.ts/g)?.sort()).toEqual([
    'button.ts',
    'forgotten.ts',
    'frame.ts',
  ]);
  expect(await readFile(`${directory}/frame.ts`, 'utf8')).toBe('// edited by hand\n');

  const built = await runCompiler('--directory', directory);
  expect(built.status).toBe(0);
  expect(await readdir(directory)).toEqual(await readdir('emails/compiled'));
  expect(await readFile(`${directory}/frame.ts`, 'utf8')).toBe(
    await readFile('emails/compiled/frame.ts', 'utf8'),
  );
  await rm(directory, { recursive: true });
});

test('compiled parts import nothing but the functions that make props safe', async () => {
  const files = await readdir('emails/compiled');
  const sources = await Promise.all(
    files.map((file) => readFile(`emails/compiled/${file}`, 'utf8')),
  );
  const imports = sources.flatMap((source) => source.match(/from '[^']+'/g) ?? []);
  expect(sources).not.toEqual([]);
  expect(new Set(imports)).toEqual(new Set(["from '#emails/fill.ts'", "from '#core/language.ts'"]));
  expect(sources.join('')).not.toMatch(/[^\n -~]/);
});

test('a prop may be text and, when it is an address, the whole of an href', async () => {
  const link = oneProp('address', (prop) => createElement('a', { href: prop }, prop));
  await expect(compilePart('link', link)).resolves.toContain('escapeHtml(propProp)');
});

test('a prop may be the whole of a lang when it is a language, and of nothing else', async () => {
  const text = oneProp('language', (prop) => createElement('p', { lang: prop }));
  await expect(compilePart('text', text)).resolves.toContain('language(props.prop)');
});

test('a compiled part escapes words and addresses, and takes markup from parts alone', () => {
  const text = `<b title="x" lang='y'>&`;
  expect(paragraph({ text }).markup).toContain(
    '&lt;b title=&quot;x&quot; lang=&#39;y&#39;&gt;&amp;',
  );
  const link = `https://x.test/"><b>?a='`;
  expect(button({ label: text, link }).markup).toContain(
    'href="https://x.test/%22%3E%3Cb%3E?a=%27"',
  );
  const words = { heading: 'a', preheader: 'b', siteName: 'c', footer: 'd' };
  const page = { ...words, language: 'en' as const, body: paragraph({ text }) };
  expect(() => frame({ ...page, aside: JSON.parse('"<b>"') })).toThrow(TypeError);
  expect(() => frame({ ...page, aside: page.body, language: JSON.parse('"fr"') })).toThrow(
    TypeError,
  );
});

test.each([
  ['words in an href', oneProp('words', (prop) => createElement('a', { href: prop }))],
  ['a part of an href', oneProp('address', (prop) => createElement('a', { href: `${prop}?x` }))],
  ['an href of no link', oneProp('address', (prop) => createElement('area', { href: prop }))],
  ['the lang of a text', oneProp('words', (prop) => createElement('p', { lang: prop }))],
  ['the href of a language', oneProp('language', (prop) => createElement('a', { href: prop }))],
  ['an href, as markup', oneProp('markup', (prop) => createElement('a', { href: prop }))],
  ['another attribute', oneProp('words', (prop) => createElement('p', { title: prop }))],
  ['a style', oneProp('words', (prop) => createElement('p', { style: { color: prop } }))],
  ['a style sheet', oneProp('words', (prop) => createElement('style', null, prop))],
])('MAIL-01 a part with a prop in %s does not compile', async (_, unsafe) => {
  await expect(compilePart('unsafe', unsafe)).rejects.toThrow(/cannot be made safe/);
});

test('a part that forgets a prop does not compile', async () => {
  const forgetful = oneProp('words', () => createElement('p', null, 'nothing'));
  await expect(compilePart('forgetful', forgetful)).rejects.toThrow('HTML does not use prop');
});

test.each([
  '<p><!--[if mso]>MARK<![endif]--></p>',
  '<script>MARK</script>',
  '<a title="MARK">x</a>',
  '<a data-href="MARK">x</a>',
  "<a href='MARK'>x</a>",
])('MAIL-01 a mark in %s is refused', (html) => {
  const props = { prop: 'address' } as const;
  const marked = html.replace('MARK', marksOf(props).prop);
  expect(() => splitHtml(marked, props)).toThrow(/cannot be made safe/);
});
