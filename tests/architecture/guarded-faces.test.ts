import ts from 'typescript';
import { expect, test } from 'vitest';
import { accessTable, actionTable } from '#core/access.ts';
import { facesOf } from './app-faces.ts';
import { nodesOf, parse, type Source, sourcesOf } from './source-tree.ts';

const sources = sourcesOf('app');
const sourceOf = (file: string) => sources.find(({ path }) => path === file);

/** Pages that not everyone may see, by the table, with the path that their own code names. */
const guardedPages = facesOf(sources.map(({ path }) => path)).flatMap(({ kind, path, file }) => {
  const rule = accessTable.find((one) => one.kind === kind && one.path === path);
  const source = sourceOf(file);
  if (kind !== 'page' || !rule || !source || rule.audience === 'anyone') return [];
  return [{ path, named: firstTextOf(source, 'memberPage') }];
});

test('every page that not everyone may see is a memberPage of its own path', () => {
  expect(guardedPages.length).toBeGreaterThan(3);
  expect(guardedPages.filter(({ path, named }) => named !== path)).toEqual([]);
});

test('every action names its own row of the table, and belongs to the page that the row names', () => {
  const found = sources
    .filter(({ path }) => path.endsWith('/actions.ts'))
    .flatMap((source) => actionsOf(source))
    .sort((one, other) => one.name.localeCompare(other.name));
  const wanted = actionTable
    .map(({ name, page }) => ({ name, row: name, page }))
    .sort((one, other) => one.name.localeCompare(other.name));
  expect(found).toEqual(wanted);
});

test('an action that names the row of another is caught', () => {
  const text = "export const drop = memberAction({ action: 'endSession', input }, run);";
  expect(actionsOf({ path: 'app/(auth)/account/actions.ts', text })).toEqual([
    { name: 'drop', row: 'endSession', page: '/account' },
  ]);
});

/** The exported actions of a file: name, the row that each names, and the page beside it. */
function actionsOf(source: Source) {
  const page = source.path.replace(/^app|\/actions\.ts$|\/\([^/]+\)/g, '');
  return nodesOf(parse(source), ts.isVariableDeclaration).flatMap(({ name, initializer }) => {
    if (!initializer || !ts.isCallExpression(initializer)) return [];
    if (!/^(form|member)Action$/.test(initializer.expression.getText())) return [];
    const [options] = initializer.arguments;
    const row = options ? nodesOf(options, ts.isPropertyAssignment).find(isNamedAction) : undefined;
    return [{ name: name.getText(), row: row?.initializer.getText().slice(1, -1) ?? null, page }];
  });
}

function isNamedAction(property: ts.PropertyAssignment): boolean {
  return property.name.getText() === 'action';
}

/** The first argument of the first call of a function in a file, when it is a text or names one. */
function firstTextOf(source: Source, called: string): string | null {
  const call = nodesOf(parse(source), ts.isCallExpression).find(
    ({ expression }) => expression.getText() === called,
  );
  const [first] = call?.arguments ?? [];
  const named = nodesOf(parse(source), ts.isVariableDeclaration).find(
    ({ name }) => name.getText() === first?.getText(),
  );
  const text = named?.initializer ?? first;
  return text && ts.isStringLiteral(text) ? text.text : null;
}
