import { sql } from 'drizzle-orm';
import type { Role } from '#core/roles.ts';
import type { Database } from '#db/client.ts';

/** The password of every seeded account. They exist on the local cloud only. */
export const seedPassword = 'lantern orbit velvet canyon';

/** The accounts that every local database has: one for each role, verified. */
export const seedAccounts: readonly { email: string; name: string; role: Role }[] = [
  { email: 'user@example.com', name: 'Una User', role: 'user' },
  { email: 'support@example.com', name: 'Sol Support', role: 'support' },
  { email: 'admin@example.com', name: 'Ada Admin', role: 'admin' },
];

/**
 * Adds the seeded accounts that are not there, and leaves those that are as their users made
 * them. `hash` gives a PHC string; gives the number of accounts added.
 */
export async function seedAccountsInto(
  db: Database,
  hash: (password: string) => Promise<string>,
): Promise<number> {
  const there = await db.rows<{ email: string }>(
    sql`select email_normalised as email from users where email_normalised in (${sql.join(
      seedAccounts.map(({ email }) => sql`${email}`),
      sql`, `,
    )})`,
  );
  const missing = seedAccounts.filter(({ email }) => !there.some((row) => row.email === email));
  for (const { email, name, role } of missing) {
    const passwordHash = await hash(seedPassword);
    await db.rows(sql`
      insert into users (email, email_normalised, email_verified_at, name, role, password_hash, password_changed_at)
      values (${email}, ${email}, now(), ${name}, ${role}::role, ${passwordHash}, now())
      on conflict (email_normalised) do nothing`);
  }
  return missing.length;
}
