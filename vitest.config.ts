import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';

/** Edge bundlers give `x.wasm?module` as a WebAssembly.Module: so do the tests. */
const wasmModules: Plugin = {
  name: 'wasm-modules',
  enforce: 'pre',
  load(id) {
    const [path, query] = id.split('?');
    if (query !== 'module' || !path?.endsWith('.wasm')) return null;
    const bytes = readFileSync(path).toString('base64');
    return `export default new WebAssembly.Module(Uint8Array.from(atob('${bytes}'), (c) => c.charCodeAt(0)));`;
  },
};

const conditions = ['edge-light', 'module', 'default'];

function project(name: string, test: Record<string, unknown> = {}) {
  return {
    plugins: [wasmModules],
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      // next-auth says `next/server`, which Node itself cannot resolve.
      server: { deps: { inline: ['argon2id', 'next-auth'] } },
      setupFiles: ['tests/support/quiet-console.ts'],
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...test,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('core'),
      project('server'),
      project('db', { fileParallelism: false }),
      project('local', { fileParallelism: false }),
      project('architecture', { testTimeout: 60_000 }),
      project('http', { fileParallelism: false, testTimeout: 120_000 }),
    ],
  },
});
