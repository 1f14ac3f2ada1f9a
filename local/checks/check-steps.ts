import { join } from 'node:path';
import { run } from './child.ts';
import { migrationsStep } from './migrations-step.ts';
import { oneResult, type Step } from './steps.ts';
import { typesStep } from './types-step.ts';
import { vitestStep } from './vitest-step.ts';

/** The folders whose imports the layers rule. */
export const layeredPaths = [
  ...['app', 'core', 'db', 'emails', 'local', 'server', 'tests', 'ui'],
  ...['auth.ts', 'middleware.ts', 'next.config.ts'],
];

/** The fast part of the tests, no build and no browser: what takes seconds, and the tests. */
export function checkSteps(
  root: string,
  environment: NodeJS.ProcessEnv,
): { quick: Step[]; tests: Step[] } {
  const tool = (name: string, script: string, args: string[]): Step => ({
    name,
    run: async () => {
      const { code, output } = await run(process.execPath, [join(root, script), ...args], {
        cwd: root,
        environment,
      });
      return oneResult(code === 0, output);
    },
  });
  const modules = 'node_modules';
  return {
    quick: [
      tool('format and lint', `${modules}/@biomejs/biome/bin/biome`, ['ci', '--colors=off', '.']),
      typesStep(root, environment),
      tool('layers', `${modules}/dependency-cruiser/bin/dependency-cruise.mjs`, layeredPaths),
      tool('compiled letters', `${modules}/tsx/dist/cli.mjs`, ['emails/compile.ts', '--check']),
      migrationsStep(root, environment),
      tool('lock file', 'local/complete-lock.mjs', ['--check']),
    ],
    tests: ['core', 'server', 'db', 'local', 'architecture'].map((project) =>
      vitestStep(root, project, environment),
    ),
  };
}
