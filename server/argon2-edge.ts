import plain from 'argon2id/dist/no-simd.wasm?module';
import simd from 'argon2id/dist/simd.wasm?module';
import setup from 'argon2id/lib/setup.js';
import type { ComputeArgon2 } from './argon2-node.ts';

/** The edge's argon2id: the bundler compiles the WebAssembly, at run time it is instantiated. */
export function loadArgon2(): Promise<ComputeArgon2> {
  return setup(instantiate(simd), instantiate(plain));
}

function instantiate(module: WebAssembly.Module) {
  return async (imports: WebAssembly.Imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
}
