import { base64Url, deriveAeadKey, deriveHmacKey } from '#core/derived-keys.ts';
import type { Letter } from '#core/letters.ts';
import type { Secrets } from '#core/ports.ts';
import { type OpeningKeys, openingKeys, openJson, sealJson } from '#core/sealed-json.ts';

type DigestPurpose = Parameters<Secrets['keyedDigest']>[0];

/**
 * Makes the port of secrets over the site's secrets, newest first. Each purpose has keys of its
 * own (HKDF): a digest or a sealed text of one purpose means nothing to another. The newest secret
 * digests and seals, all of them open.
 */
export function createSecrets(secrets: readonly string[]): Secrets {
  const holders = secrets.map((secret) => ({
    digestKey: remembered((purpose) => deriveHmacKey(secret, `gatehouse ${purpose} digest v1`)),
    outboxKey: remembered(() => deriveAeadKey(secret, 'gatehouse outbox v1')),
  }));
  const [newest] = holders;
  if (!newest) throw new RangeError('no secret');

  async function digestUnder(
    { digestKey }: Pick<(typeof holders)[number], 'digestKey'>,
    purpose: DigestPurpose,
    value: string,
  ): Promise<string> {
    const key = await digestKey(purpose);
    const bytes = new TextEncoder().encode(value);
    return base64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes)));
  }

  return {
    keyedDigest: (purpose, value) => digestUnder(newest, purpose, value),
    keyedDigests: (purpose, value) =>
      Promise.all(holders.map((holder) => digestUnder(holder, purpose, value))),

    async sealLetterProps(props) {
      return sealJson(props, await newest.outboxKey(''));
    },

    async openLetterProps(sealed) {
      const keys = await Promise.all(holders.map(({ outboxKey }) => outboxKey('')));
      return openProps(sealed, openingKeys(keys));
    },
  };
}

/** Opens sealed props with the key that they name; null when anything about them is wrong. */
async function openProps(sealed: string, keys: OpeningKeys): Promise<Letter['props'] | null> {
  const props = await openJson(sealed, keys);
  // The template that they belong to stands beside them in the outbox; sealing proves the rest.
  return isRecordOfTexts(props) ? (props as Letter['props']) : null;
}

function isRecordOfTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((prop) => typeof prop === 'string')
  );
}

/** Makes a function that makes each of its values once; a failure is not remembered. */
function remembered<Value>(
  make: (name: string) => Promise<Value>,
): (name: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const made = make(name);
    known.set(name, made);
    made.catch(() => known.delete(name));
    return made;
  };
}
