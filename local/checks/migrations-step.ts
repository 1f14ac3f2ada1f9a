import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './child.ts';
import { oneResult, type Step, type StepResult } from './steps.ts';

/** Fails when the schema says something that no committed migration brings about. */
export function migrationsStep(root: string, environment: NodeJS.ProcessEnv): Step {
  return { name: 'migrations', run: () => compareMigrations(root, environment) };
}

/** drizzle-kit writes the missing migration into a copy: there must be none to write. */
async function compareMigrations(
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<StepResult> {
  // The tool takes paths below its working directory only.
  const copy = mkdtempSync(join(root, 'node_modules', '.gatehouse-migrations-'));
  try {
    cpSync(join(root, 'db', 'migrations'), copy, { recursive: true });
    const before = sqlFiles(copy);
    const { code, output } = await run(
      process.execPath,
      [
        join(root, 'node_modules', 'drizzle-kit', 'bin.cjs'),
        'generate',
        ...['--dialect', 'postgresql', '--schema', 'db/schema.ts', '--out', relative(root, copy)],
      ],
      { cwd: root, environment },
    );
    const added = sqlFiles(copy).filter((name) => !before.includes(name));
    const isInStep = code === 0 && added.length === 0 && /No schema changes/.test(output);
    return oneResult(isInStep, `npm run db:generate has something to write:\n${output}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function sqlFiles(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.sql'));
}
