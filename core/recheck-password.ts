import { patience } from './breached-passwords.ts';
import { days } from './clock.ts';
import type { Ports, SignInUser } from './ports.ts';

/** How long a password that was found in no breach is not looked up again. */
export const recheckAfter = days(30);

/**
 * Looks up again a password that has just proved right, when its last look-up failed, is a month
 * old or found it: a password can be breached after it was chosen. Answers whether it is known as
 * breached now. It takes a second at most, and a failure of it never fails the sign-in.
 */
export async function recheckPassword(
  ports: Pick<Ports, 'breachedPasswords' | 'users' | 'clock'>,
  user: SignInUser,
  password: string,
): Promise<boolean> {
  const wasBreached = user.passwordBreachedAt !== null;
  const now = ports.clock.now();
  if (!isDue(user, now) || user.passwordHash === null) return wasBreached;
  const verdict = await ports.breachedPasswords.look(password, patience.signingIn);
  if (verdict === 'unknown') return wasBreached;
  const isBreached = verdict === 'breached';
  try {
    await ports.users.notePasswordCheck({
      userId: user.id,
      hash: user.passwordHash,
      isBreached,
      now,
    });
  } catch {
    // It is told all the same; the next sign-in looks again.
  }
  return isBreached;
}

function isDue({ passwordCheckedAt, passwordBreachedAt }: SignInUser, now: Date): boolean {
  if (passwordBreachedAt !== null || passwordCheckedAt === null) return true;
  return now.getTime() - passwordCheckedAt.getTime() >= recheckAfter;
}
