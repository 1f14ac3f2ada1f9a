import { join } from 'node:path';
import { run } from './child.ts';
import { oneResult, type Step } from './steps.ts';

/**
 * Checks the types. The framework's own, of the routes, are made anew first: a bare clone has none,
 * and those of an older build name pages that are gone.
 */
export function typesStep(root: string, environment: NodeJS.ProcessEnv): Step {
  const node = (script: string, ...args: string[]) =>
    run(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      environment,
    });
  return {
    name: 'types',
    run: async () => {
      const made = await node('next/dist/bin/next', 'typegen');
      if (made.code !== 0) return oneResult(false, made.output);
      const { code, output } = await node('typescript/bin/tsc', '-p', 'local/checks/tsconfig.json');
      return oneResult(code === 0, output);
    },
  };
}
