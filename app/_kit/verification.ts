import { ServiceFault } from '#core/fault.ts';
import { peekVerification } from '#core/verify-email.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';

/**
 * Looks at a verification link's token without using it. When the database cannot answer, the
 * page shows its button all the same: the press says what is wrong and loses nothing.
 */
export async function peekToken(
  token: string | undefined,
): Promise<'live' | 'expired' | 'invalid'> {
  if (!token) return 'invalid';
  try {
    return await peekVerification(ports(), token);
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return 'live';
  }
}
