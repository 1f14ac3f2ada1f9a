import { deriveAeadKey } from '#core/derived-keys.ts';
import type { Provider } from '#core/provider-identity.ts';
import { openingKeys, openJson, sealJson } from '#core/sealed-json.ts';

/** That somebody signed in wants to connect a provider: who, from which session, and until when. */
export type ConnectIntent = { sub: string; sid: string; provider: Provider; exp: number };

/** How long the way to the provider and back may take, in seconds. */
export const connectSeconds = 900;

const purpose = 'gatehouse connect intent v1';

/** Seals an intent for the browser's way to the provider and back. */
export async function sealIntent(
  intent: ConnectIntent,
  secrets: readonly string[],
): Promise<string> {
  const [newest = ''] = secrets;
  return sealJson(intent, await deriveAeadKey(newest, purpose));
}

/** Opens an intent; null when it is none of ours, over, or for another provider. */
export async function openIntent(
  sealed: string | null,
  provider: Provider,
  secrets: readonly string[],
  now: Date,
): Promise<ConnectIntent | null> {
  if (sealed === null || sealed.length > 2048) return null;
  const keys = await Promise.all(secrets.map((secret) => deriveAeadKey(secret, purpose)));
  const opened = (await openJson(sealed, openingKeys(keys))) as ConnectIntent | null;
  const isGood = opened?.provider === provider && opened.exp * 1000 > now.getTime();
  return isGood ? opened : null;
}
