import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { CompactEncrypt } from 'jose/jwe/compact/encrypt';
import type { AeadKey } from './derived-keys.ts';

/** Keys by the id by which a sealed value names its own. */
export type OpeningKeys = ReadonlyMap<string, CryptoKey>;

/** Makes the keys of a list findable by their ids. */
export function openingKeys(keys: readonly AeadKey[]): OpeningKeys {
  return new Map(keys.map(({ id, key }) => [id, key]));
}

/** Seals a value as a compact JWE (RFC 7516): `dir` and `A256GCM`, under the key that it names. */
export function sealJson(value: unknown, { id, key }: AeadKey): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: id })
    .encrypt(key);
}

/** Opens a sealed value with the key that it names; null when anything about it is wrong. */
export async function openJson(sealed: string, keys: OpeningKeys): Promise<unknown> {
  try {
    const { plaintext } = await compactDecrypt(
      sealed,
      ({ kid }) => {
        const key = kid === undefined ? undefined : keys.get(kid);
        if (!key) throw new Error('unknown key');
        return key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return JSON.parse(new TextDecoder().decode(plaintext));
  } catch {
    return null;
  }
}
