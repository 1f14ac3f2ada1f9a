import type { Adapter, AdapterUser } from '@auth/core/adapters';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '#core/clock.ts';
import { parseEmailAddress } from '#core/email-address.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Role } from '#core/roles.ts';
import { accountQuestions } from './accounts.ts';
import type { Database } from './client.ts';
import { isUuid, lockAddress, moment } from './parameters.ts';
import { imageOf, nameOf } from './provider-profile.ts';
import { insertRevocations } from './provider-revocations.ts';
import { users } from './schema.ts';

/** A user as Auth.js gets it: with the role, which it can read and never write. */
export type StoredUser = AdapterUser & { role: Role };

/**
 * The Auth.js adapter. One user per normalised address whatever its spelling; the role is never
 * taken from input. Sessions are JWTs and letters have tokens of our own, so that Auth.js's methods
 * for both are absent. Who signs in at a provider is decided and written by connections.ts before
 * Auth.js would create or link by itself. Throws a ServiceFault, with `address_taken`,
 * `address_invalid` or `user_unknown` where an earlier look of Auth.js no longer holds.
 */
export function authAdapter(db: Database, clock: Clock = { now: () => new Date() }) {
  async function userWhere(condition: SQL): Promise<StoredUser | null> {
    const [user] = await db.ask((builder) => builder.select(columns).from(users).where(condition));
    return user ?? null;
  }

  return {
    async createUser(input) {
      const address = addressOf(input.email);
      const now = moment(clock.now());
      await db.batch<{ id: string }>(
        lockAddress(address.normalised),
        sql`
          insert into users
            (id, email, email_normalised, email_verified_at, name, image, created_at, updated_at)
          values (
            ${input.id}::uuid, ${address.email}, ${address.normalised}, ${momentOrNull(input.emailVerified)},
            ${nameOf(input.name)}::text, ${imageOf(input.image)}::text, ${now}, ${now}
          )
          on conflict (email_normalised) do nothing`,
      );
      const user = await userWhere(eq(users.id, input.id));
      if (!user) throw new ServiceFault('database', 'address_taken');
      return user;
    },

    async getUser(id) {
      return isUuid(id) ? userWhere(eq(users.id, id)) : null;
    },

    async getUserByEmail(email) {
      const address = parseEmailAddress(email);
      return address ? userWhere(eq(users.emailNormalised, address.normalised)) : null;
    },

    async updateUser(input) {
      const address = input.email === undefined ? null : addressOf(input.email);
      const [user] = isUuid(input.id)
        ? await db.ask((builder) =>
            builder
              .update(users)
              .set({
                ...(address ? { email: address.email, emailNormalised: address.normalised } : {}),
                ...(input.emailVerified === undefined
                  ? {}
                  : { emailVerifiedAt: input.emailVerified }),
                ...(input.name === undefined ? {} : { name: nameOf(input.name) }),
                ...(input.image === undefined ? {} : { image: imageOf(input.image) }),
                updatedAt: clock.now(),
              })
              .where(eq(users.id, input.id))
              .returning(columns),
          )
        : [];
      if (!user) throw new ServiceFault('database', 'user_unknown');
      return user;
    },

    async deleteUser(id) {
      if (!isUuid(id)) return;
      await db.rows(sql`
        with gone as (select accounts.* from accounts where user_id = ${id}::uuid),
        revocations as (${insertRevocations(sql`gone`, clock.now())})
        delete from users where id = ${id}::uuid`);
    },

    ...accountQuestions(db, clock, userWhere),
  } satisfies Adapter;
}

const columns = {
  id: users.id,
  email: users.email,
  emailVerified: users.emailVerifiedAt,
  name: users.name,
  image: users.image,
  role: users.role,
};

function addressOf(email: string) {
  const address = parseEmailAddress(email);
  if (!address) throw new ServiceFault('database', 'address_invalid');
  return address;
}

function momentOrNull(date: Date | null): SQL {
  return date ? moment(date) : sql`null::timestamptz`;
}
