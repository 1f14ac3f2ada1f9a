import { patience } from './breached-passwords.ts';
import { accept, type Outcome } from './outcome.ts';
import {
  judgePassword,
  type PasswordContext,
  type PasswordRefusal,
  refusePassword,
} from './password-policy.ts';
import type { Ports } from './ports.ts';

/** A password that may be used: when it was looked up among breached ones, null when that failed. */
export type JudgedPassword = { checkedAt: Date | null };

/**
 * `judgeNewPassword` decides whether a password that someone chooses may be used, by the policy
 * first and then by the list of breached ones: the one call of registration, reset, first password
 * and change, before anything is looked up or hashed. While the list is silent it lets the password
 * pass, with `checkedAt` null: the next sign-in asks again. Store `checkedAt` beside the hash
 * (`users.password_checked_at`), and null in `users.password_breached_at`.
 */
export async function judgeNewPassword(
  ports: Pick<Ports, 'site' | 'passwordPolicy' | 'breachedPasswords' | 'clock'>,
  password: string,
  owner: Pick<PasswordContext, 'address' | 'name' | 'hasSecondFactor'>,
  field = 'password',
): Promise<Outcome<JudgedPassword, PasswordRefusal>> {
  const { site, passwordPolicy } = ports;
  const judged = judgePassword(password, { ...owner, site, policy: passwordPolicy }, field);
  if (judged) return judged;
  const verdict = await ports.breachedPasswords.look(password, patience.choosing);
  if (verdict === 'breached') return refusePassword('password_breached', field);
  return accept({ checkedAt: verdict === 'clean' ? ports.clock.now() : null });
}
