import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = process.cwd();

const imports = `
import type { Session } from 'next-auth';
import type { useSession } from 'next-auth/react';
import { auth } from '#auth.ts';
import type { Role } from '#core/roles.ts';
import type { SessionView } from '#core/session-claims.ts';
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Claim extends true>(): Claim | null => null;
`;

/** One statement a line: what must hold, and what must not compile. */
const claims = [
  'holds<Equal<Role, "user" | "support" | "admin">>();',
  'holds<Equal<Session["user"], { id: string; name: string | null; email: string; image: string | null; role: Role }>>();',
  'holds<Equal<Session["session"], SessionView>>();',
  'holds<Equal<Session["expires"], string>>();',
  'holds<Equal<ReturnType<typeof auth>, Promise<Session | null>>>();',
  'holds<Equal<ReturnType<typeof useSession>["data"], Session | null>>();',
];

const mistakes = [
  'const owner: Session["user"]["role"] = "owner"; void owner;',
  'const id: Session["user"]["id"] = undefined; void id;',
  'const named: string = (null as unknown as Session).user.name; void named;',
  'void (async () => (await auth()).user.id)();',
  'void (null as unknown as Session).user.password;',
  'holds<Equal<Session["session"], { id: string }>>();',
];

test('the session is typed: its user, its own data, and null for visitors', () => {
  expect(complaints().filter((line) => !mistakes.includes(line))).toEqual([]);
});

test('a wrong use of the session does not compile, each for its own reason', () => {
  expect(complaints().filter((line) => mistakes.includes(line))).toEqual(mistakes);
});

let answer: string[] | null = null;

/** The lines that the compiler complains about; all are compiled once, together. */
function complaints(): string[] {
  answer ??= compile([...claims, ...mistakes]);
  return answer;
}

function compile(lines: readonly string[]): string[] {
  const path = join(root, 'tests/architecture/typed-session.planted.ts');
  const text = imports + lines.join('\n');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, incremental: false });
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest);
  host.getCurrentDirectory = () => dirname(join(root, 'tsconfig.json'));
  const program = ts.createProgram([path], { ...options, incremental: false }, host);
  const source = program.getSourceFile(path);
  if (!source) throw new Error('the planted file is not part of the program');
  const found = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  const numbers = found.map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line);
  return [...new Set(numbers.map((number) => text.split('\n')[number] ?? ''))];
}
