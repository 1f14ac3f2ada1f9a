import setup, { type computeHash } from 'argon2id/lib/setup.js';
import { plainWasm, simdWasm } from './argon2-wasm.ts';

export type ComputeArgon2 = computeHash;

/** Node's argon2id: the same WebAssembly as the edge's, compiled at run time. */
export function loadArgon2(): Promise<ComputeArgon2> {
  return setup(compile(simdWasm), compile(plainWasm));
}

function compile(base64: string) {
  return (imports: WebAssembly.Imports) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return WebAssembly.instantiate(bytes, imports);
  };
}
