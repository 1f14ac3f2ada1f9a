import { and, eq, sql } from 'drizzle-orm';
import type { Users } from '#core/ports.ts';
import type { Database } from './client.ts';
import { isStorable, isUuid, moment } from './parameters.ts';
import { users } from './schema.ts';

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
            isDisabled: sql<boolean>`${users.disabledAt} is not null and (${users.disabledUntil} is null or ${users.disabledUntil} > ${moment(now)})`,
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
  };
}
