import type { PasswordReset, ResetRequest } from '#core/recovery-ports.ts';
import {
  afterNoon,
  aLetter,
  aNotice,
  aPasswordHash,
  aToken,
  visitor,
  type World,
} from './world.ts';

/** Somebody forgot the password of an address, so many seconds after noon. */
export function aResetRequest(email: string, seconds = 0): ResetRequest {
  const expiresAt = afterNoon(seconds + 3600);
  return {
    emailNormalised: email.toLowerCase(),
    now: afterNoon(seconds),
    token: aToken({ purpose: 'reset_password', codeDigest: null, expiresAt }),
    resetLetter: aLetter(email, 'reset-password'),
    noPasswordLetter: aLetter(email, 'no-password'),
    audit: visitor,
  };
}

/** Asks for a link and gives the digest of its token. Fails when none was kept. */
export async function askedReset({ ports }: World, email: string, seconds = 0): Promise<string> {
  const request = aResetRequest(email, seconds);
  const result = await ports.passwordResets.request(request);
  if (result !== 'sent') throw new Error(result);
  return request.token.tokenDigest;
}

/** A new password by a token, so many seconds after noon. */
export const aReset = (tokenDigest: string, seconds = 60): PasswordReset => ({
  tokenDigest,
  passwordHash: aPasswordHash(),
  checkedAt: afterNoon(seconds),
  notice: aNotice('owner@example.test', 'password-reset'),
  now: afterNoon(seconds),
});
