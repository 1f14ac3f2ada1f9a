import * as z from 'zod';
import { noticesOf } from './account-notices.ts';
import type { Caller } from './actors.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { type Opened, openNewSession } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports, SignInUser } from './ports.ts';
import { recheckPassword } from './recheck-password.ts';
import { passwordPoints, recordFailedPassword } from './sign-in-attempt.ts';
import { emailField, passwordField } from './text-input.ts';

/** What a sign-in takes. */
export const signInInput = z.strictObject({
  email: emailField,
  password: passwordField,
  rememberMe: z.boolean({ error: 'wrong_type' }).default(true),
});

export type SignInInput = z.output<typeof signInInput>;

type AccountRefusal = 'invalid_credentials' | 'account_disabled' | 'email_not_verified';

export type SignInRefusal = 'too_many_attempts' | AccountRefusal | 'busy';

/**
 * The one door for passwords. Limits come before the hash; an unknown address costs the same look,
 * the same hash and the same record as a known one; what is wrong with an account is told only to
 * someone who knows its password. `current` is the session that the browser has had, whoever's: it
 * gives way.
 */
export async function signIn(
  ports: Ports,
  input: SignInInput,
  caller: Caller,
  current: { sid: string } | null,
): Promise<Outcome<Opened, SignInRefusal>> {
  const [byVisitor, byAddress] = passwordPoints(input.email.normalised, caller);
  // Not recorded: a flood that the limit stops must not become a flood of writes.
  const spent = await refuseOverLimit(ports.limits, [byVisitor, byAddress]);
  if (spent) return spent;

  // The account may change between comparison and opening: a rehash by another sign-in, most often.
  const compareAndOpen = () => compare(ports, input, caller, current);
  const opened = (await compareAndOpen()) ?? (await compareAndOpen());
  if (opened === 'busy') {
    // Nothing was tried, so nothing is counted.
    await ports.limits.giveBack([byVisitor, byAddress]);
    return refuse('busy');
  }
  return opened ?? refuse('invalid_credentials');
}

/** Null when the account changed while its password was compared. */
async function compare(
  ports: Ports,
  { email, password, rememberMe }: SignInInput,
  caller: Caller,
  current: { sid: string } | null,
): Promise<Outcome<Opened, AccountRefusal> | 'busy' | null> {
  const emailNormalised = email.normalised;
  const found = await ports.users.findForSignIn(emailNormalised, ports.clock.now());
  const comparison = await ports.passwords.verify(password, found?.passwordHash ?? null);
  if (comparison === 'busy') return 'busy';
  const decision = decide(found, comparison.matches);
  if (!decision.isGranted) {
    const failed = { userId: found?.id ?? null, emailNormalised, result: decision.code };
    await recordFailedPassword(ports, failed, caller);
    return refuse(decision.code);
  }
  const { user } = decision;
  const opening = {
    userId: user.id,
    name: user.name,
    method: 'password',
    isRemembered: rememberMe,
    provenHash: user.passwordHash,
    replaces: current?.sid ?? null,
    attempt: { emailNormalised },
  } as const;
  // Three services, one wait: giving a point back and looking up again never throw.
  const [opened, , isPasswordBreached] = await Promise.all([
    openNewSession(ports, opening, caller),
    ports.limits.giveBack([passwordPoints(emailNormalised, caller)[1]]),
    recheckPassword(ports, user, password),
  ]);
  if (!opened) return null;
  // Only now: the opening held the account against the hash that was compared.
  if (comparison.needsRehash) await rehash(ports, user, password);
  // The opening may have read what the look-up was about to write.
  const isMailSuppressed = opened.session.notices?.includes('mail_suppressed') ?? false;
  const notices = noticesOf({ isPasswordBreached, isMailSuppressed });
  const session = { ...opened.session, notices };
  return accept({ ...opened, session });
}

type Decision = { isGranted: true; user: SignInUser } | { isGranted: false; code: AccountRefusal };

function decide(user: SignInUser | null, matches: boolean): Decision {
  if (!user || !matches) return { isGranted: false, code: 'invalid_credentials' };
  if (user.isDisabled) return { isGranted: false, code: 'account_disabled' };
  if (!user.emailVerified) return { isGranted: false, code: 'email_not_verified' };
  return { isGranted: true, user };
}

/** Brings a hash up to today's parameters; a failure here never fails the sign-in. */
async function rehash(ports: Ports, user: SignInUser, password: string): Promise<void> {
  if (user.passwordHash === null) return;
  try {
    const hash = await ports.passwords.hash(password);
    if (hash === 'busy') return;
    await ports.users.replacePasswordHash(user.id, user.passwordHash, hash, ports.clock.now());
  } catch {
    // The old hash still holds; the next sign-in tries again.
  }
}
