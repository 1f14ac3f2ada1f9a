import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase, migrationsFolder } from '#db/migrate.ts';
import * as schema from '#db/schema.ts';
import { engines, startTestCloud } from '#tests/support/cloud.ts';
import { inParallel, onEveryEngine } from './world.ts';

test('the committed migrations give the schema of the code', async () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(`${migrationsFolder}/meta/${file}`, 'utf8'));
  const { entries } = read('_journal.json');
  const newest = String(entries.at(-1).idx).padStart(4, '0');
  const missing = await generateMigration(
    read(`${newest}_snapshot.json`),
    generateDrizzleJson(schema),
  );
  expect(missing).toEqual([]);
});

onEveryEngine('a migrated database has nothing left to migrate', async ({ db }) => {
  expect(await migrateDatabase(db)).toBe(0);
});

for (const engine of engines) {
  test(`two migrators at once run each migration once (${engine})`, {
    timeout: 60_000,
  }, async () => {
    const cloud = await startTestCloud(engine);
    onTestFinished(cloud.stop);
    const db = createDatabase({
      url: cloud.environment.DATABASE_URL ?? '',
      endpoint: cloud.environment.DATABASE_HTTP_ENDPOINT,
    });
    const ran = await inParallel(2, () => migrateDatabase(db));
    const { entries } = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8'));
    expect(ran.reduce((sum, count) => sum + count, 0)).toBe(entries.length);
    expect(
      await db.rows(sql`select count(*)::int as count from drizzle.__drizzle_migrations`),
    ).toEqual([{ count: entries.length }]);
  });
}
