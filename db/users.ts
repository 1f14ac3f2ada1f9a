import { and, eq, sql } from 'drizzle-orm';
import type { Users } from '#core/ports.ts';
import type { Database } from './client.ts';
import { isDisabledAt, isStorable, isUuid, moment } from './parameters.ts';
import { users } from './schema.ts';
import { userChanges } from './user-changes.ts';

/** The questions about users. */
export function userQuestions(db: Database): Users {
  return {
    async findForSignIn(emailNormalised, now) {
      if (!isStorable(emailNormalised)) return null;
      const [user] = await db.ask((builder) =>
        builder
          .select({
            id: users.id,
            email: users.email,
            name: users.name,
            image: users.image,
            role: users.role,
            emailVerified: sql<boolean>`${users.emailVerifiedAt} is not null`,
            passwordHash: users.passwordHash,
            isDisabled: isDisabledAt(now),
            passwordCheckedAt: users.passwordCheckedAt,
            passwordBreachedAt: users.passwordBreachedAt,
          })
          .from(users)
          .where(eq(users.emailNormalised, emailNormalised)),
      );
      return user ?? null;
    },

    async replacePasswordHash(userId, from, to, now) {
      if (!isUuid(userId)) return;
      await db.ask((builder) =>
        builder
          .update(users)
          .set({ passwordHash: to, updatedAt: now })
          .where(and(eq(users.id, userId), eq(users.passwordHash, from))),
      );
    },

    async notePasswordCheck({ userId, hash, isBreached, now }) {
      if (!isUuid(userId)) return;
      const foundAt = sql`coalesce(${users.passwordBreachedAt}, ${moment(now)})`;
      await db.ask((builder) =>
        builder
          .update(users)
          .set({ passwordCheckedAt: now, passwordBreachedAt: isBreached ? foundAt : null })
          .where(and(eq(users.id, userId), eq(users.passwordHash, hash))),
      );
    },

    async findForProof(userId) {
      if (!isUuid(userId)) return null;
      const [user] = await db.ask((builder) =>
        builder
          .select({
            email: users.email,
            emailNormalised: users.emailNormalised,
            name: users.name,
            passwordHash: users.passwordHash,
          })
          .from(users)
          .where(eq(users.id, userId)),
      );
      return user ?? null;
    },

    async chooseLanguage(userId, language, now) {
      if (!isUuid(userId)) return;
      await db.ask((builder) =>
        builder.update(users).set({ language, updatedAt: now }).where(eq(users.id, userId)),
      );
    },

    async updateProfile(userId, { name, image }, now) {
      if (!isUuid(userId)) return;
      // Drizzle leaves a column alone whose value is undefined.
      await db.ask((builder) =>
        builder.update(users).set({ name, image, updatedAt: now }).where(eq(users.id, userId)),
      );
    },

    ...userChanges(db),
  };
}
