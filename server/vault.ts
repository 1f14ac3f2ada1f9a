import { flattenedDecrypt } from 'jose/jwe/flattened/decrypt';
import { FlattenedEncrypt } from 'jose/jwe/flattened/encrypt';
import { type AeadKey, base64Url, deriveAeadKey, fromBase64Url } from '#core/derived-keys.ts';
import type { TokenBinding, TokenVault } from '#core/provider-ports.ts';

type Holder = AeadKey & { header: string };

/**
 * Makes the vault of provider tokens over the site's secrets, newest first: the newest seals, all
 * of them open. A sealed token is a JWE (RFC 7516) with `dir` and `A256GCM` in five parts, without
 * the additional data, which are the place that it belongs to: it opens nowhere else.
 */
export function createVault(secrets: readonly string[]): TokenVault {
  if (secrets.length === 0) throw new RangeError('no secret');
  const holders = secrets.map((secret) => remembered(() => holderOf(secret)));
  const all = () => Promise.all(holders.map((holder) => holder()));

  return {
    async seal(token, binding) {
      const [newest] = await all();
      if (!newest) throw new RangeError('no secret');
      const sealed = await new FlattenedEncrypt(encoder.encode(token))
        .setProtectedHeader(headerOf(newest))
        .setAdditionalAuthenticatedData(placeOf(binding))
        .encrypt(newest.key);
      return [newest.header, '', sealed.iv, sealed.ciphertext, sealed.tag].join('.');
    },

    async open(sealed, binding) {
      const [header = '', none, iv = '', ciphertext = '', tag = '', ...more] = sealed.split('.');
      // Compared, not read: what none of the keys would have written names no key, so that a text
      // chooses neither algorithm nor form, and no token has a second spelling.
      const isCanonical = [iv, ciphertext, tag].every((part) => fromBase64Url(part) !== null);
      if (none !== '' || more.length > 0 || !isCanonical) return null;
      try {
        const holder = (await all()).find((one) => one.header === header);
        if (!holder) return null;
        const aad = base64Url(placeOf(binding));
        const jwe = { protected: header, iv, ciphertext, tag, aad };
        const { plaintext } = await flattenedDecrypt(jwe, holder.key, onlyOurs);
        return new TextDecoder().decode(plaintext);
      } catch {
        return null;
      }
    },

    async isNewest(sealed) {
      const [newest] = await all();
      return sealed.split('.', 1)[0] === newest?.header;
    },
  };
}

const encoder = new TextEncoder();
const onlyOurs = {
  keyManagementAlgorithms: ['dir'],
  contentEncryptionAlgorithms: ['A256GCM'],
};

async function holderOf(secret: string): Promise<Holder> {
  const aead = await deriveAeadKey(secret, 'gatehouse provider tokens v1');
  // The very text that the library writes for this header.
  return { ...aead, header: base64Url(encoder.encode(JSON.stringify(headerOf(aead)))) };
}

function headerOf({ id }: AeadKey) {
  return { alg: 'dir', enc: 'A256GCM', kid: id };
}

/** The place as canonical JSON (RFC 8785): members in the order of their names, no blanks. */
function placeOf({ field, provider, userId }: TokenBinding): Uint8Array {
  return encoder.encode(JSON.stringify({ field, provider, userId }));
}

/** Makes a function that makes its value once; a failure is not remembered. */
function remembered<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error) => {
      made = null;
      throw error;
    });
    return made;
  };
}
