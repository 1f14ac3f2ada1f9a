import { type SQL, sql } from 'drizzle-orm';
import type { AddressChanges, AddressLinkFound, LinkSpent } from '#core/address-ports.ts';
import { confirmedChange, undoneChange } from './address-moves.ts';
import { addressRequest } from './address-requests.ts';
import type { Database } from './client.ts';
import { disownedActivity } from './disowned-activity.ts';
import { isStorable, isUuid, lockAddress, lockUsers, moment } from './parameters.ts';

type FoundRow = {
  isLive: boolean;
  email: string;
  name: string | null;
  address: string;
  normalised: string;
};
type SpentRow = { result: 'used' | 'expired' | 'invalid'; userId: string; endedIds: string[] };

/** The questions about changes of address, their undoing, and "this wasn't me". */
export function addressChangeQuestions(db: Database): AddressChanges {
  return {
    async request(request, audit) {
      const { userId, to } = request;
      if (!isUuid(userId) || !isStorable(to.email)) return 'quiet';
      const [decided] = await db.batch<{ result: 'sent' | 'in_use' | 'quiet' }>(
        lockAddress(to.normalised),
        lockUsers(sql`
          users.id = ${userId}::uuid or users.email_normalised = ${to.normalised}`),
        addressRequest(request, audit),
      );
      return decided?.result ?? 'quiet';
    },

    async find(tokenDigest, purpose, now): Promise<AddressLinkFound> {
      if (!isStorable(tokenDigest)) return { result: 'invalid' };
      const [found] = await db.rows<FoundRow>(sql`
        select
          token.expires_at > ${moment(now)} as "isLive", users.email, users.name,
          coalesce(token.email, token.email_normalised) as address,
          token.email_normalised as normalised
        from one_time_tokens as token join users on users.id = token.user_id
        where token.token_digest = ${tokenDigest} and token.purpose = ${purpose}::token_purpose
          and token.used_at is null and token.superseded_at is null`);
      if (!found) return { result: 'invalid' };
      const { isLive, email, name, address, normalised } = found;
      if (!isLive) return { result: 'expired' };
      return { result: 'live', email, name, address: { email: address, normalised } };
    },

    confirm: (confirmation, audit) =>
      spend(db, confirmation.tokenDigest, confirmedChange(confirmation, audit)),

    undo: (undoing, audit) => spend(db, undoing.tokenDigest, undoneChange(undoing, audit)),

    disown: (disowning, audit) =>
      spend(db, disowning.tokenDigest, disownedActivity(disowning, audit)),
  };
}

/**
 * The address first, as all who decide about one do; then the owner of the token and whoever has
 * the address, in one order. Of all who use the links of an account, or open its sessions, one at a
 * time gets past, so that the statement sees what the one before it wrote.
 */
async function spend(db: Database, tokenDigest: string, statement: SQL): Promise<LinkSpent> {
  if (!isStorable(tokenDigest)) return { result: 'invalid' };
  const ofToken = sql`one_time_tokens where token_digest = ${tokenDigest}`;
  const [answer] = await db.batch<SpentRow>(
    sql`
      select pg_advisory_xact_lock(hashtextextended('address ' || email_normalised, 0))
      from ${ofToken}`,
    lockUsers(sql`
      users.id in (select user_id from ${ofToken})
      or users.email_normalised in (select email_normalised from ${ofToken})`),
    statement,
  );
  if (!answer) return { result: 'invalid' };
  const { result, userId, endedIds } = answer;
  return result === 'used' ? { result, userId, endedIds } : { result };
}
