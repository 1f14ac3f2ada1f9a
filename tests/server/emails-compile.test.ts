import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { compileTemplate } from '#emails/compiler.ts';
import { marksOf, splitHtml } from '#emails/marks.ts';
import { type Kinds, template } from '#emails/template.ts';

type Html = ReturnType<typeof createElement>;

const oneProp = (kind: Kinds[string], html: (prop: string) => Html) =>
  template({
    props: { prop: kind },
    subject: () => 'Subject',
    html: ({ prop }) => html(prop),
    text: ({ prop }) => prop,
  });

function runCompiler(...options: string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', 'emails/compile.ts', ...options];
    const child = execFile(process.execPath, words, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

test('the committed letters are what the templates say', async () => {
  const { status, output } = await runCompiler('--check');
  expect(output).toBe('4 compiled letters are up to date\n');
  expect(status).toBe(0);
});

test('the check finds a letter that was edited, one that is missing and one too many', async () => {
  const directory = await mkdtemp(`${tmpdir()}/letters-`);
  await cp('emails/compiled', directory, { recursive: true });
  await writeFile(`${directory}/verify-email.ts`, '// edited by hand\n');
  await rm(`${directory}/existing-account.ts`);
  await writeFile(`${directory}/forgotten.ts`, 'export {};\n');

  const checked = await runCompiler('--check', '--directory', directory);
  expect(checked.status).toBe(1);
  expect(checked.output.match(/[\w-]+\.ts/g)?.sort()).toEqual([
    'existing-account.ts',
    'forgotten.ts',
    'verify-email.ts',
  ]);
  expect(await readFile(`${directory}/verify-email.ts`, 'utf8')).toBe('// edited by hand\n');

  const built = await runCompiler('--directory', directory);
  expect(built.status).toBe(0);
  expect(await readdir(directory)).toEqual(await readdir('emails/compiled'));
  expect(await readFile(`${directory}/verify-email.ts`, 'utf8')).toBe(
    await readFile('emails/compiled/verify-email.ts', 'utf8'),
  );
  await rm(directory, { recursive: true });
});

test('compiled letters import nothing but the functions that make props safe', async () => {
  const files = await readdir('emails/compiled');
  const sources = await Promise.all(
    files.map((file) => readFile(`emails/compiled/${file}`, 'utf8')),
  );
  const imports = sources.flatMap((source) => source.match(/from '[^']+'/g) ?? []);
  expect(sources).not.toEqual([]);
  expect(new Set(imports)).toEqual(new Set(["from '#emails/fill.ts'"]));
  expect(sources.join('')).not.toMatch(/[^\n -~]/);
});

test('a prop may be text and, when it is an address, the whole of an href', async () => {
  const link = oneProp('address', (prop) => createElement('a', { href: prop }, prop));
  await expect(compileTemplate('link', link)).resolves.toContain('escapeHtml(prop)');
});

test.each([
  ['words in an href', oneProp('words', (prop) => createElement('a', { href: prop }))],
  ['a part of an href', oneProp('address', (prop) => createElement('a', { href: `${prop}?x` }))],
  ['an href of no link', oneProp('address', (prop) => createElement('area', { href: prop }))],
  ['another attribute', oneProp('words', (prop) => createElement('p', { title: prop }))],
  ['a style', oneProp('words', (prop) => createElement('p', { style: { color: prop } }))],
  ['a style sheet', oneProp('words', (prop) => createElement('style', null, prop))],
])('MAIL-01 a template with a prop in %s does not compile', async (_, unsafe) => {
  await expect(compileTemplate('unsafe', unsafe)).rejects.toThrow(/cannot be made safe/);
});

test('a template that forgets a prop does not compile', async () => {
  const forgetful = oneProp('words', () => createElement('p', null, 'nothing'));
  await expect(compileTemplate('forgetful', forgetful)).rejects.toThrow('HTML does not use prop');
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
