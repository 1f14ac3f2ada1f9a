import { peekVerification } from '#core/verify-email.ts';
import { ports } from '#server/ports.ts';
import { whenSilent } from './when-silent.ts';

/**
 * Looks at a verification link's token without using it. When the database cannot answer, the
 * page shows its button all the same: the press says what is wrong and loses nothing.
 */
export async function peekToken(
  token: string | undefined,
): Promise<'live' | 'expired' | 'invalid'> {
  if (!token) return 'invalid';
  return whenSilent('live', () => peekVerification(ports(), token));
}
