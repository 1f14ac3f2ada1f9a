import { after } from '#core/clock.ts';
import type { Provider } from '#core/provider-identity.ts';
import { providerToken } from '#core/provider-token.ts';
import type { World } from './memory-browser.ts';
import { comeBy, personaAt } from './memory-provider-visits.ts';

/**
 * Signs Ada in by Google with tokens of a grant, whose access token has so many milliseconds left;
 * null for one that does not expire.
 */
export async function keepTokens(world: World, left: number | null, grant = 'grant') {
  const token = `${grant}#0`;
  const expiresAt = left === null ? null : after(world.memory.now, left);
  const tokens = { accessToken: token, refreshToken: token, expiresAt, scope: 'files' };
  const outcome = await comeBy(world, personaAt('google', 'ada@x.test'), { tokens });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
}

/** Asks for Ada's token; waiting moves the clock, after everybody else has had their turn. */
export function askForToken(
  { ports, memory }: World,
  more: { provider?: Provider; whileWaiting?: () => Promise<void> } = {},
) {
  const { provider = 'google', whileWaiting } = more;
  const wait = async (milliseconds: number) => {
    const until = after(memory.now, milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 2));
    // Those who wait together wait the same time.
    if (memory.now < until) memory.now = until;
    await whileWaiting?.();
  };
  const userId = memory.users[0]?.id ?? '';
  return providerToken(ports, { userId, provider }, { wait });
}
