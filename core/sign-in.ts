import * as z from 'zod';
import { auditContext, networkPrefix, visitorKey } from './caller.ts';
import { type LimitPoint, refuseOverLimit } from './limit-refusal.ts';
import { openNewSession } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { AttemptResult, Caller, Ports, PublicUser, SignInUser } from './ports.ts';
import type { OpenedSession } from './session-claims.ts';
import { emailField, passwordField } from './text-input.ts';

/** What a sign-in takes. */
export const signInInput = z.strictObject({
  email: emailField,
  password: passwordField,
  rememberMe: z.boolean({ error: 'wrong_type' }).default(true),
});

export type SignInInput = z.output<typeof signInInput>;

export type SignInRefusal =
  | 'too_many_attempts'
  | 'invalid_credentials'
  | 'account_disabled'
  | 'email_not_verified'
  | 'busy';

/**
 * The one door for passwords. Limits come before the hash; an unknown address costs the same look,
 * the same hash and the same record as a known one; what is wrong with an account is told only to
 * someone who knows its password.
 */
export async function signIn(
  ports: Ports,
  input: SignInInput,
  caller: Caller,
): Promise<Outcome<{ user: PublicUser; session: OpenedSession }, SignInRefusal>> {
  const { email: address, password, rememberMe } = input;
  const byAddress = { name: 'sign-in-address', key: address.normalised } as const;
  const points: LimitPoint[] = [{ name: 'sign-in-ip', key: visitorKey(caller) }, byAddress];
  // Not recorded: a flood that the limit stops must not become a flood of writes.
  const spent = await refuseOverLimit(ports.limits, points);
  if (spent) return spent;

  const found = await ports.users.findForSignIn(address.normalised, ports.clock.now());
  const comparison = await ports.passwords.verify(password, found?.passwordHash ?? null);
  if (comparison === 'busy') {
    // Nothing was tried, so nothing is counted.
    await ports.limits.giveBack(points);
    return refuse('busy');
  }
  const decision = decide(found, comparison.matches);
  if (!decision.isGranted) {
    await recordFailure(ports, address.normalised, found, decision.code, caller);
    return refuse(decision.code);
  }

  const { user } = decision;
  if (comparison.needsRehash) await rehash(ports, user, password);
  const opening = {
    user,
    emailNormalised: address.normalised,
    method: 'password',
    isRemembered: rememberMe,
  } as const;
  // Two stores, one wait: giving a point back never throws.
  const [session] = await Promise.all([
    openNewSession(ports, opening, caller),
    ports.limits.giveBack([byAddress]),
  ]);
  return accept({ user: publicUser(user), session });
}

type Decision =
  | { isGranted: true; user: SignInUser }
  | { isGranted: false; code: 'invalid_credentials' | 'account_disabled' | 'email_not_verified' };

function decide(user: SignInUser | null, matches: boolean): Decision {
  if (!user || !matches) return { isGranted: false, code: 'invalid_credentials' };
  if (user.isDisabled) return { isGranted: false, code: 'account_disabled' };
  if (!user.emailVerified) return { isGranted: false, code: 'email_not_verified' };
  return { isGranted: true, user };
}

async function recordFailure(
  ports: Ports,
  emailNormalised: string,
  user: SignInUser | null,
  result: AttemptResult,
  caller: Caller,
): Promise<void> {
  const audit = auditContext(caller);
  await ports.attempts.record(
    {
      at: ports.clock.now(),
      userId: user?.id ?? null,
      emailDigest: await ports.secrets.keyedDigest('email', emailNormalised),
      method: 'password',
      result,
      ipPrefix: networkPrefix(caller),
      userAgent: audit.userAgent,
    },
    audit,
  );
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

function publicUser(user: SignInUser): PublicUser {
  const { id, email, name, image, role, emailVerified } = user;
  return { id, email, name, image, role, emailVerified };
}
