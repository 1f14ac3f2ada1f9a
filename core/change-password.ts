import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { goOnInNewSession } from './go-on.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { sealNotice } from './notices.ts';
import type { Opened } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { type PasswordRefusal, refusePassword } from './password-policy.ts';
import type { Ports } from './ports.ts';
import { type Proof, type ProofRefusal, provePassword } from './prove-password.ts';
import type { SessionClaims } from './session-token.ts';
import { newPasswordField, passwordField } from './text-input.ts';

/** What a change of password takes. */
export const changePasswordInput = z.strictObject({
  currentPassword: passwordField,
  newPassword: newPasswordField,
});

export type ChangePasswordRefusal =
  | ProofRefusal
  | PasswordRefusal
  | 'password_unchanged'
  | 'unauthenticated';

/**
 * Changes a password: the present one is asked, every session of the account ends, and this browser
 * gets a new one (ASVS 7.4.3, 7.2.4). Of two changes at once one wins; the other finds its present
 * password wrong. `unauthenticated` says that the password is changed and no session could be opened
 * after it: its owner signs in with the new one. To answer as an outage would have them try the
 * change again, in a session that has ended.
 */
export async function changePassword(
  ports: Ports,
  { currentPassword, newPassword }: z.output<typeof changePasswordInput>,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<Opened, ChangePasswordRefusal>> {
  const proof = await provePassword(ports, currentPassword, claims, caller);
  if (!proof.ok) return proof;
  const judged = await judge(ports, newPassword, currentPassword, proof.value);
  if (!judged.ok) return judged;

  const hash = await ports.passwords.hash(newPassword);
  if (hash === 'busy') return refuse('busy');
  const now = ports.clock.now();
  const notice = await sealNotice(
    ports,
    { template: 'password-changed', props: {} },
    proof.value.user,
    caller,
    now,
  );
  const endedIds = await ports.users.changePassword(
    { userId: claims.sub, from: proof.value.hash, to: hash, notice, now, ...judged.value },
    auditContext(caller, claims.sub),
  );
  if (!endedIds) return refuse('invalid_password');
  await ports.revocations.announce(endedIds);
  const opened = await goOnInNewSession(
    ports,
    claims,
    { method: 'password', provenHash: hash },
    caller,
  );
  return opened ? accept(opened) : refuse('unauthenticated');
}

async function judge(ports: Ports, password: string, current: string, { user }: Proof) {
  const field = 'newPassword';
  const isSame = password.normalize('NFC') === current.normalize('NFC');
  if (isSame) return refusePassword('password_unchanged', field);
  const address = { email: user.email, normalised: user.emailNormalised };
  return judgeNewPassword(ports, password, { address, name: user.name }, field);
}
