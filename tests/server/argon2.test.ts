import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadArgon2 as loadOnEdge } from '#server/argon2-edge.ts';
import { loadArgon2 as loadInNode } from '#server/argon2-node.ts';
import { plainWasm, simdWasm } from '#server/argon2-wasm.ts';

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

it.each([
  ['edge', loadOnEdge],
  ['Node', loadInNode],
])('computes the test vector of RFC 9106 (5.3) as loaded on %s', async (_, load) => {
  const compute = await load();
  const tag = compute({
    password: bytes(32, 1),
    salt: bytes(16, 2),
    secret: bytes(8, 3),
    ad: bytes(12, 4),
    memorySize: 32,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  });
  expect(hex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

it('Node runs the very WebAssembly that the package ships', () => {
  const shipped = (name: string) => readFileSync(`node_modules/argon2id/dist/${name}`, 'base64');
  expect(simdWasm).toBe(shipped('simd.wasm'));
  expect(plainWasm).toBe(shipped('no-simd.wasm'));
});

it('machines without SIMD get the same hash', async () => {
  const { default: setup } = await import('argon2id/lib/setup.js');
  const plain = (imports: WebAssembly.Imports) =>
    WebAssembly.instantiate(Buffer.from(plainWasm, 'base64'), imports);
  const compute = await setup(plain, plain);
  const input = { password: bytes(8, 1), salt: bytes(16, 2), memorySize: 64, passes: 2 };
  const sizes = { parallelism: 1, tagLength: 32 };
  const withSimd = await loadInNode();
  expect(hex(compute({ ...input, ...sizes }))).toBe(hex(withSimd({ ...input, ...sizes })));
});
