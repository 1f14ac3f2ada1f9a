import type { LetterWithToken } from '#core/address-ports.ts';
import type { LetterTemplate } from '#core/letters.ts';
import type { TokenPurpose } from '#core/token-record.ts';
import { afterNoon, aLetter, aNotice, anAddress, aToken, visitor, type World } from './world.ts';

const hour = 3600;

/** A letter with a token that works so many seconds after `seconds`. */
export function aLinkLetter(
  template: LetterTemplate,
  purpose: TokenPurpose,
  seconds: number,
  lifetime: number,
): LetterWithToken {
  const expiresAt = afterNoon(seconds + lifetime);
  return {
    letter: aLetter('owner@example.test', template),
    token: aToken({ purpose, codeDigest: null, expiresAt }),
  };
}

/** Asks for an address so many seconds after noon: what was decided, and the digest of the token. */
export async function askFor({ ports }: World, userId: string, email: string, seconds = 0) {
  const confirm = aLinkLetter('confirm-address', 'change_email', seconds, 24 * hour);
  const result = await ports.addressChanges.request(
    {
      userId,
      to: { email, normalised: email.toLowerCase() },
      confirm,
      inUseLetter: aLetter(email, 'address-in-use'),
      now: afterNoon(seconds),
    },
    visitor,
  );
  return { result, digest: confirm.token.tokenDigest };
}

/** Confirms by a token: what came of it, and the digest of the token that undoes it. */
export async function confirmBy({ ports }: World, tokenDigest: string, seconds = 60) {
  const changed = aLinkLetter('address-changed', 'undo_email_change', seconds, 72 * hour);
  const taken = aNotice('owner@example.test', 'address-taken');
  const confirmed = await ports.addressChanges.confirm(
    { tokenDigest, changed, taken, now: afterNoon(seconds) },
    visitor,
  );
  return { ...confirmed, undo: changed.token.tokenDigest, disown: taken.token.tokenDigest };
}

/** Undoes by a token: what came of it, and the digest of the token that chooses a password. */
export async function undoBy({ ports }: World, tokenDigest: string, seconds = 120) {
  const reset = aLinkLetter('reset-password', 'reset_password', seconds, hour);
  const restored = aLinkLetter('address-restored', 'disown_activity', seconds, 168 * hour);
  const undone = await ports.addressChanges.undo(
    { tokenDigest, restored, reset, now: afterNoon(seconds) },
    visitor,
  );
  return { ...undone, reset: reset.token.tokenDigest };
}

/** Disowns by a token: what came of it, and the digest of the token that chooses a password. */
export async function disownBy({ ports }: World, tokenDigest: string, seconds = 120) {
  const reset = aLinkLetter('reset-password', 'reset_password', seconds, hour);
  const now = afterNoon(seconds);
  const disowned = await ports.addressChanges.disown({ tokenDigest, reset, now }, visitor);
  return { ...disowned, reset: reset.token.tokenDigest };
}

/** Moves a user to an address of its own making; gives the digest of the token that undoes it. */
export async function moved(world: World, userId: string, seconds = 0, email = anAddress()) {
  const { result, digest } = await askFor(world, userId, email, seconds);
  if (result !== 'sent') throw new Error(result);
  const confirmed = await confirmBy(world, digest, seconds + 1);
  if (confirmed.result !== 'used') throw new Error(confirmed.result);
  return { email, undo: confirmed.undo, disown: confirmed.disown };
}

/** The address of a user now, and whether there is a password. */
export async function standing({ look }: World, userId: string) {
  const [row] = await look(
    `select email, email_normalised, email_verified_at is not null as verified,
       password_hash is not null as password
     from users where id = $1`,
    userId,
  );
  return row;
}

/** The letters to an address, oldest first, by template. */
export async function lettersTo({ look }: World, email: string): Promise<unknown[]> {
  const rows = await look(
    `select template from outbox where recipient_normalised = $1 and template <> 'verify-email'
     order by created_at, template`,
    email.toLowerCase(),
  );
  return rows.map(({ template }) => template);
}
