import ts from 'typescript';
import { expect, test } from 'vitest';
import { isExported, nodesOf, parse, type Source, sourcesOf } from './source-tree.ts';

const site = sourcesOf('app', 'core', 'db', 'emails', 'server', 'ui', 'auth.ts');
const actionFiles = site.filter(({ path }) => path.endsWith('/actions.ts'));
const routeFiles = site.filter(({ path }) => path.endsWith('/route.ts'));

/** All that a caller may try. One that a route leaves out is answered by the framework, bare. */
const httpMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Answers everyone, and an outage with a body that is no refusal: the table has no part in it. */
const rawHandlers = ['app/api/health/route.ts', 'app/.well-known/change-password/route.ts'];

test('Server Actions live in files of their own, named actions.ts', () => {
  expect(actionFiles.length).toBeGreaterThan(3);
  const others = site.filter((source) => !actionFiles.includes(source));
  expect(others.filter(saysUseServer).map(({ path }) => path)).toEqual([]);
  expect(actionFiles.filter(saysUseServer)).toEqual(actionFiles);
});

test('whatever an actions file exports is made by formAction or memberAction', () => {
  expect(actionFiles.flatMap(strayExports)).toEqual([]);
});

test.each([
  ['a function', 'export async function drop() {}'],
  ['a constant of another make', 'export const drop = async () => {};'],
  ['a default', 'export default formAction(input, run);'],
  ['a list', 'const drop = async () => {}; export { drop };'],
  ['a namesake', "const formAction = (x: unknown) => x; export const drop = formAction('x');"],
])('%s among the exported actions is caught', (_, planted) => {
  const sound =
    "import { formAction } from '#app/_kit/form.ts';\nexport const a = formAction(x, y);";
  const path = 'app/actions.ts';
  expect(strayExports({ path, text: sound })).toEqual([]);
  const text = planted.includes('const formAction') ? planted : `${sound}\n${planted}`;
  expect(strayExports({ path, text })).toHaveLength(1);
});

test('a Server Action hidden inside a component is caught', () => {
  const text = "export function Page() { async function act() { 'use server'; } return act; }";
  expect(saysUseServer({ path: 'app/page.tsx', text })).toBe(true);
});

test('every route answers every method', () => {
  expect(routeFiles.length).toBeGreaterThan(8);
  const incomplete = routeFiles.filter((source) => {
    const names = exportedNames(source).filter((name) => name !== 'runtime');
    return names.sort().join() !== httpMethods.join();
  });
  expect(incomplete.map(({ path }) => path)).toEqual([]);
});

test('every handler is an endpoint, or the one that wraps Auth.js', () => {
  const stray = routeFiles.filter(({ path }) => !rawHandlers.includes(path)).flatMap(strayHandlers);
  expect(stray).toEqual([]);
});

test.each([
  ['a bare function', 'export async function GET() { return new Response(); }'],
  ['a bare constant', 'export const GET = async () => new Response();'],
  ['a function handed to methods', 'export const { GET } = methods({ GET: async () => answer });'],
  [
    'a handler under another name',
    'const own = async () => answer; export const { GET } = methods({ GET: own });',
  ],
])('%s among the handlers is caught', (_, planted) => {
  expect(strayHandlers({ path: 'app/api/route.ts', text: planted })).toHaveLength(1);
});

/** Exports of an actions file that are anything but constants made by the kit's formAction. */
function strayExports(source: Source): string[] {
  const tree = parse(source);
  const isMadeByKit = (initializer: ts.Expression | undefined) => {
    const name = calledName(initializer) ?? '';
    return /^(form|member)Action$/.test(name) && importsOf(tree).get(name) === '#app/_kit/form.ts';
  };
  return tree.statements
    .filter((statement) => isExported(statement) || isExportList(statement))
    .filter((statement) => {
      if (!ts.isVariableStatement(statement)) return true;
      return !statement.declarationList.declarations.every((made) => isMadeByKit(made.initializer));
    })
    .map((statement) => `${source.path}: ${firstLine(statement)}`);
}

/** Handlers of a route file that come neither from endpoint nor from the wrapper of Auth.js. */
function strayHandlers(source: Source): string[] {
  const tree = parse(source);
  const constants = new Map(
    nodesOf(tree, ts.isVariableDeclaration).map((made) => [made.name.getText(), made.initializer]),
  );
  const imports = importsOf(tree);
  const isSound = (handler: ts.Expression | undefined): boolean => {
    if (!handler) return false;
    const maker = calledName(handler) ?? '';
    if (/^(endpoint|memberEndpoint)$/.test(maker)) {
      return imports.get(maker) === '#app/_kit/endpoint.ts';
    }
    if (!ts.isIdentifier(handler)) return false;
    if (imports.get(handler.text) === '#app/_kit/auth-handlers.ts') return true;
    return constants.has(handler.text) && isSound(constants.get(handler.text));
  };
  return handlersOf(tree)
    .filter((handler) => !(ts.isExpression(handler) && isSound(handler)))
    .map((handler) => `${source.path}: ${firstLine(handler)}`);
}

/** What a route file gives to the framework: methods() opened, all else as it stands. */
function handlersOf(tree: ts.SourceFile): ts.Node[] {
  return tree.statements.flatMap((statement): ts.Node[] => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      if (!exportClause || !ts.isNamedExports(exportClause)) return [statement];
      return exportClause.elements.map((element) => element.propertyName ?? element.name);
    }
    if (!isExported(statement)) return ts.isExportAssignment(statement) ? [statement] : [];
    if (!ts.isVariableStatement(statement)) return [statement];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (name.getText() === 'runtime' || !initializer) return [];
      if (calledName(initializer) !== 'methods' || !ts.isCallExpression(initializer)) {
        return [initializer];
      }
      const [given] = initializer.arguments;
      if (!given || !ts.isObjectLiteralExpression(given)) return [initializer];
      return given.properties.map((property) =>
        ts.isPropertyAssignment(property) ? property.initializer : property,
      );
    });
  });
}

function exportedNames(source: Source): string[] {
  return parse(source).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      return nodesOf(statement, ts.isExportSpecifier).map(({ name }) => name.text);
    }
    if (!isExported(statement)) return [];
    if (!ts.isVariableStatement(statement)) return [firstLine(statement)];
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.getText()),
    );
  });
}

function importsOf(tree: ts.SourceFile): Map<string, string> {
  const from = (node: ts.ImportSpecifier) => node.parent.parent.parent.moduleSpecifier.getText();
  return new Map(
    nodesOf(tree, ts.isImportSpecifier).map((node) => [node.name.text, from(node).slice(1, -1)]),
  );
}

function saysUseServer(source: Source): boolean {
  const texts = nodesOf(parse(source), ts.isExpressionStatement).map((node) => node.expression);
  return texts.some((text) => ts.isStringLiteral(text) && text.text === 'use server');
}

function isExportList(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) || ts.isExportAssignment(statement);
}

function calledName(expression: ts.Expression | undefined): string | null {
  return expression && ts.isCallExpression(expression) ? expression.expression.getText() : null;
}

function firstLine(node: ts.Node): string {
  return node.getText().split('\n')[0] ?? '';
}
