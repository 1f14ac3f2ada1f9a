import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import type { SessionEndReason } from '#core/session-ports.ts';
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

for (const engine of engines) {
  test(`sessions of before stay as they are, and the build of before goes on (${engine})`, {
    timeout: 60_000,
  }, async () => {
    const cloud = await startTestCloud(engine);
    onTestFinished(cloud.stop);
    const db = createDatabase({
      url: cloud.environment.DATABASE_URL ?? '',
      endpoint: cloud.environment.DATABASE_HTTP_ENDPOINT,
    });
    expect(await migrateDatabase(db, migrationsUpTo('0001_audit_events_append_only'))).toBe(2);
    const [user] = await db.rows<{ id: string }>(sql`
      insert into users (email, email_normalised) values ('a@example.test', 'a@example.test')
      returning id`);
    // What the build of before writes, word for word.
    const open = (id: string) => sql`
      insert into sessions
        (id, user_id, method, created_at, last_seen_at, absolute_expires_at, ip, user_agent)
      values (${id}, ${user?.id}::uuid, 'password', '2026-03-01', '2026-03-01', '2026-03-31', null, null)`;
    const end = (id: string) => sql`
      update sessions set ended_at = '2026-03-02', end_reason = 'signed_out'
      where id = ${id} and ended_at is null`;
    const [live, ended, late] = ['l'.repeat(22), 'e'.repeat(22), 'n'.repeat(22)];
    await db.batch(open(live), open(ended), end(ended));
    expect(await migrateDatabase(db)).toBeGreaterThan(0);
    await db.batch(open(late), end(late));
    expect(await db.rows(sql`select id, end_reason, place from sessions order by id`)).toEqual([
      { id: ended, end_reason: 'signed_out', place: null },
      { id: live, end_reason: null, place: null },
      { id: late, end_reason: 'signed_out', place: null },
    ]);
    await db.rows(sql`
      update sessions set ended_at = '2026-03-03', end_reason = 'account_deleted', place = 'Lyon'
      where id = ${live}`);
  });
}

for (const engine of engines) {
  test(`connections of before stay, and the build of before goes on (${engine})`, {
    timeout: 60_000,
  }, async () => {
    const cloud = await startTestCloud(engine);
    onTestFinished(cloud.stop);
    const db = createDatabase({
      url: cloud.environment.DATABASE_URL ?? '',
      endpoint: cloud.environment.DATABASE_HTTP_ENDPOINT,
    });
    expect(await migrateDatabase(db, migrationsUpTo('0002_sessions_that_end'))).toBe(3);
    const [user] = await db.rows<{ id: string }>(sql`
      insert into users (email, email_normalised) values ('a@example.test', 'a@example.test')
      returning id`);
    // What the build of before writes, word for word.
    const link = (provider: string) => sql`
      insert into accounts
        (user_id, type, provider, provider_account_id, token_type, scope, created_at, last_used_at)
      values (
        ${user?.id}::uuid, 'oidc', ${provider}, 'one', null::text, null::text, '2026-03-01', '2026-03-01'
      )
      on conflict (provider, provider_account_id) do update
        set last_used_at = excluded.last_used_at
        where accounts.user_id = excluded.user_id
      returning user_id`;
    await db.rows(link('google'));
    expect(await migrateDatabase(db)).toBeGreaterThan(0);
    expect(await db.rows(link('google'))).toHaveLength(1);
    expect(await db.rows(link('github'))).toHaveLength(1);
    const before = { version: 0, consent_needed_at: null, provider_email: null };
    expect(
      await db.rows(sql`
        select provider, version, consent_needed_at, provider_email from accounts
        order by provider`),
    ).toEqual([
      { provider: 'github', ...before },
      { provider: 'google', ...before },
    ]);
  });
}

/** A folder with the migrations up to one, as they stood when it was the newest. */
function migrationsUpTo(tag: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(migrationsFolder, folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const last = journal.entries.findIndex((entry: { tag: string }) => entry.tag === tag);
  const entries = journal.entries.slice(0, last + 1);
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries }));
  return folder;
}

test('every reason of the rules is a reason of the database', () => {
  // The type of the rules says the same to the compiler, both ways.
  const reasons: readonly SessionEndReason[] = schema.sessionEndReasonEnum.enumValues;
  const known: Record<SessionEndReason, true> = {
    signed_out: true,
    ended_by_user: true,
    replaced: true,
    displaced: true,
    expired: true,
    idle: true,
    password_changed: true,
    password_reset: true,
    email_changed: true,
    role_changed: true,
    account_disabled: true,
    account_deleted: true,
    disowned: true,
  };
  expect([...reasons].sort()).toEqual(Object.keys(known).sort());
});
