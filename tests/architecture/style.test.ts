import { basename } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { type RefusalCode, refusals } from '#core/outcome.ts';
import { wordRefusal } from '#core/word-refusal.ts';
import {
  isExported,
  isTypeOnly,
  nodesOf,
  parse,
  type Source,
  siteFiles,
  siteFolders,
  sourcesOf,
} from './source-tree.ts';

const site = sourcesOf(...siteFolders, ...siteFiles);
const whole = sourcesOf(...siteFolders, ...siteFiles, 'local', 'tests');

const mostLines = 220;

/** Declarations of one thing each, that read worse in pieces. */
const longFiles = ['core/ports.ts', 'db/schema.ts'];

/** `core/outcome.ts` is the table of statuses; what an answer's status asks for stands in problem.ts. */
const statusTables = ['core/outcome.ts', 'core/problem.ts'];

test('every exported value of core, server, db and the kit says what it is for', () => {
  // A type explains itself by its members, or by the schema that it is taken from.
  const documented = sourcesOf('core', 'server', 'db', 'app/_kit');
  expect(documented.length).toBeGreaterThan(60);
  expect(documented.flatMap(withoutDocstring)).toEqual([]);
});

test('an export without a docstring is caught, one with a plain comment too', () => {
  const text = [
    '/** Says something. */\nexport const sound = 1;',
    '// Not a docstring.\nexport function bare() {}',
    'export class Bare {}',
    'export type Member = { name: string };',
  ].join('\n\n');
  expect(withoutDocstring({ path: 'a.ts', text })).toEqual([
    'a.ts: export function bare() {}',
    'a.ts: export class Bare {}',
  ]);
});

test('no file is a barrel', () => {
  expect(whole.filter(isBarrel).map(({ path }) => path)).toEqual([]);
  const barrel = "// All of it.\nexport * from './a.ts';\nexport { b } from './b.ts';\n";
  expect(isBarrel({ path: 'core/all.ts', text: barrel })).toBe(true);
  expect(isBarrel({ path: 'core/index.ts', text: 'export const a = 1;' })).toBe(true);
});

test('files are named by their job, in kebab-case', () => {
  const named = (path: string) => basename(path).replace(/(\.test|\.spec|\.config)?\.tsx?$/, '');
  const odd = whole.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(named(path)));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('no drawer for whatever has no place: neither file nor folder', () => {
  const drawer = /(^|\/)(utils?|helpers?|misc|common|shared|lib)(\.tsx?$|\/)/;
  expect(drawer.test('core/utils.ts') && drawer.test('app/helpers/a.ts')).toBe(true);
  expect(whole.filter(({ path }) => drawer.test(path)).map(({ path }) => path)).toEqual([]);
});

test('files stay short', () => {
  const long = site.filter(({ text }) => text.split('\n').length > mostLines);
  expect(long.map(({ path }) => path).filter((path) => !longFiles.includes(path))).toEqual([]);
});

test('an exception from the length is withdrawn when it is no longer needed', () => {
  const lines = (path: string) => site.find((source) => source.path === path)?.text.split('\n');
  expect(longFiles.filter((path) => (lines(path)?.length ?? 0) <= mostLines)).toEqual([]);
});

test('only the table of refusals gives a status', () => {
  const faces = sourcesOf('app', 'core', 'server', 'auth.ts', 'middleware.ts');
  const giving = faces.filter(({ path }) => !statusTables.includes(path));
  expect(giving.flatMap(statusNumbers)).toEqual([]);
});

test('a status is found wherever it is given; reading that of another service is no giving', () => {
  const text = 'answer({ status: 403 }); const missing = 404; end(res, 500); other.status === 429;';
  expect(statusNumbers({ path: 'a.ts', text })).toEqual(['a.ts: 403', 'a.ts: 404', 'a.ts: 500']);
  expect(statusNumbers({ path: 'a.ts', text: 'wait(300); cut(512); hash(19_456);' })).toEqual([]);
});

test('only message files hold the sentences of refusals', () => {
  const sentences = new Set(
    languages.flatMap((language) =>
      Object.keys(refusals).map(
        (code) => wordRefusal({ code: code as RefusalCode }, language).detail,
      ),
    ),
  );
  const others = site.filter(({ path }) => !/^(core|ui)\/messages\//.test(path));
  const echoes = others.flatMap((source) =>
    [...nodesOf(parse(source), ts.isStringLiteralLike), ...nodesOf(parse(source), ts.isJsxText)]
      .filter(({ text }) => sentences.has(text.trim()))
      .map(({ text }) => `${source.path}: ${text}`),
  );
  expect(echoes).toEqual([]);
});

test('no type is talked away: neither any, nor a non-null mark, nor a silenced error', () => {
  expect(whole.flatMap(looseTypes)).toEqual([]);
  const planted = ['let a: any;', 'a!.b;', '// @ts-expect-error', 'let a = (b as any).c;'];
  expect(planted.flatMap((text) => looseTypes({ path: 'a.ts', text }))).toHaveLength(4);
});

test('nothing is left to be done in a comment', () => {
  const left = /\b(TODO|FIXME|XXX|HACK)\b/;
  const own = 'tests/architecture/style.test.ts';
  const found = whole.filter(({ path, text }) => path !== own && left.test(text));
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('core asks for neither a process nor a moment nor chance of its own', () => {
  expect(sourcesOf('core').flatMap(worldlyWords)).toEqual([]);
});

test('a word of the world in core is caught, arguments and ports are not', () => {
  const text = 'process.cwd(); new Date(); Date.now(); Math.random(); setTimeout(f, 1); fetch(u);';
  expect(worldlyWords({ path: 'core/a.ts', text })).toHaveLength(6);
  const sound = 'new Date(seconds * 1000); clock.now(); request.process(); Math.floor(1);';
  expect(worldlyWords({ path: 'core/a.ts', text: sound })).toEqual([]);
});

function withoutDocstring(source: Source): string[] {
  return parse(source)
    .statements.filter((statement) => isExported(statement) && !isTypeOnly(statement))
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => `${source.path}: ${statement.getText().split('\n')[0]}`);
}

function isBarrel(source: Source): boolean {
  const { statements } = parse(source);
  const onlyPasses = statements.every(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier,
  );
  return (statements.length > 0 && onlyPasses) || /(^|\/)index\.tsx?$/.test(source.path);
}

function statusNumbers(source: Source): string[] {
  return nodesOf(parse(source), ts.isNumericLiteral)
    .filter(({ text }) => /^(4\d\d|50\d)$/.test(text))
    .filter(
      ({ parent }) => !(ts.isBinaryExpression(parent) && /\.status$/.test(parent.left.getText())),
    )
    .map(({ text }) => `${source.path}: ${text}`);
}

function worldlyWords(source: Source): string[] {
  const tree = parse(source);
  const globals = nodesOf(tree, ts.isIdentifier).filter(
    ({ text, parent }) =>
      /^(process|globalThis|setTimeout|setInterval|fetch|performance)$/.test(text) &&
      !(ts.isPropertyAccessExpression(parent) && parent.name.text === text),
  );
  const moments = nodesOf(tree, ts.isNewExpression).filter(
    (made) => made.expression.getText() === 'Date' && !made.arguments?.length,
  );
  const calls = nodesOf(tree, ts.isPropertyAccessExpression).filter((access) =>
    ['Date.now', 'Math.random'].includes(access.getText()),
  );
  return [...globals, ...moments, ...calls].map((node) => `${source.path}: ${node.getText()}`);
}

function looseTypes(source: Source): string[] {
  const tree = parse(source);
  const nodes = [...nodesOf(tree, isAnyKeyword), ...nodesOf(tree, ts.isNonNullExpression)];
  const comments = source.text.match(/^\s*\/[/*] *@ts-(ignore|nocheck|expect-error)/gm) ?? [];
  return [...nodes.map((node) => node.parent.getText()), ...comments].map(
    (found) => `${source.path}: ${found}`,
  );
}

function isAnyKeyword(node: ts.Node): node is ts.KeywordTypeNode {
  return node.kind === ts.SyntaxKind.AnyKeyword;
}
