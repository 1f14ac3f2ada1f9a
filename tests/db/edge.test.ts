import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { anAddress, onEveryEngine } from './world.ts';

/** Bundles a script as an edge platform would: no Node built-ins, nothing outside. */
async function bundled(script: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: ['edge-light', 'worker'],
  });
  return outputFiles[0]?.text ?? '';
}

onEveryEngine('the questions are answered on the edge runtime', async ({ url, endpoint }) => {
  const email = anAddress();
  const script = await bundled(`
    import { authAdapter } from '#db/adapter.ts';
    import { createDatabase } from '#db/client.ts';
    import { databasePorts } from '#db/ports.ts';
    const db = createDatabase(${JSON.stringify({ url, endpoint })});
    globalThis.run = async () => {
      await databasePorts(db).ping();
      await authAdapter(db).createUser({
        id: crypto.randomUUID(), email: '${email}', emailVerified: null,
      });
      const found = await databasePorts(db).users.findForSignIn('${email}', new Date());
      return JSON.stringify(found);
    };
  `);
  const edge = new EdgeVM();
  edge.evaluate(script);
  const answer = await edge.evaluate<Promise<string>>('globalThis.run()');
  expect(JSON.parse(answer)).toMatchObject({ email, role: 'user', isDisabled: false });
});
