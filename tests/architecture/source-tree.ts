import { readdirSync, readFileSync, statSync } from 'node:fs';
import ts from 'typescript';

/** A source file: its path from the root of the tree, and what it says. */
export type Source = { path: string; text: string };

/** What the site is made of, generated files left out. */
export const siteFolders = ['app', 'core', 'db', 'emails', 'server', 'ui'];
export const siteFiles = ['auth.ts', 'middleware.ts', 'next.config.ts', 'drizzle.config.ts'];
const generated = ['emails/compiled/', 'db/migrations/'];

/** The TypeScript sources of folders and files, in order, read from the current directory. */
export function sourcesOf(...paths: string[]): Source[] {
  return paths
    .flatMap((path) => (/\.tsx?$/.test(path) ? [path] : filesBelow(path)))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .filter((path) => !generated.some((folder) => path.startsWith(folder)))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Every file below a folder, whatever it holds. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((path) => statSync(path).isFile());
}

/** The syntax tree of a source. */
export function parse({ path, text }: Source): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind);
}

/** Every node of a tree for which `isWanted` holds. */
export function nodesOf<Kind extends ts.Node>(
  root: ts.Node,
  isWanted: (node: ts.Node) => node is Kind,
): Kind[] {
  const found: Kind[] = [];
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Whether a statement carries `export`. */
export function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** Whether a statement is gone once the types are erased. */
export function isTypeOnly(statement: ts.Statement): boolean {
  return (
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    (ts.isExportDeclaration(statement) && statement.isTypeOnly)
  );
}
