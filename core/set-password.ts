import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import { goOnInNewSession, methodOf } from './go-on.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { sealNotice } from './notices.ts';
import type { Opened } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { PasswordRefusal } from './password-policy.ts';
import type { Ports, ProofUser } from './ports.ts';
import type { SessionClaims } from './session-token.ts';
import { newPasswordField } from './text-input.ts';

/** What a first password takes. */
export const setPasswordInput = z.strictObject({ newPassword: newPasswordField });

export type SetPasswordRefusal =
  | 'password_exists'
  | 'too_many_attempts'
  | 'busy'
  | 'unauthenticated'
  | PasswordRefusal;

/**
 * Sets the first password of an account that has only providers; its faces ask for a fresh sign-in.
 * Every session of the account ends and this browser gets a new one, as after a change. Of two at
 * once one wins, and the other finds that there is a password. `unauthenticated` says that the
 * password is set and no session could be opened after it.
 */
export async function setPassword(
  ports: Ports,
  { newPassword }: z.output<typeof setPasswordInput>,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<Opened, SetPasswordRefusal>> {
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'reset-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const user = await ports.users.findForProof(claims.sub);
  if (!user) return refuse('unauthenticated');
  if (user.passwordHash !== null) return refuse('password_exists');
  const judged = await judgeNewPassword(ports, newPassword, ownerOf(user), 'newPassword');
  if (!judged.ok) return judged;
  const passwordHash = await ports.passwords.hash(newPassword);
  if (passwordHash === 'busy') return refuse('busy');

  const now = ports.clock.now();
  const notice = await sealNotice(
    ports,
    { template: 'password-set', props: {} },
    user,
    caller,
    now,
  );
  const { checkedAt } = judged.value;
  const endedIds = await ports.firstPasswords.set(
    { userId: claims.sub, passwordHash, checkedAt, notice, now },
    auditContext(caller, claims.sub),
  );
  if (!endedIds) return refuse('password_exists');
  await ports.revocations.announce(endedIds);
  // What the session says of its proof stays as it was: nobody has typed this password yet.
  const proof = { method: methodOf(claims), provenHash: passwordHash };
  const opened = await goOnInNewSession(ports, claims, proof, caller);
  return opened ? accept(opened) : refuse('unauthenticated');
}

function ownerOf({ email, emailNormalised, name }: ProofUser) {
  return { address: { email, normalised: emailNormalised }, name };
}
