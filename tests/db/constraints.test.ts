import { randomUUID } from 'node:crypto';
import { NeonDbError } from '@neondatabase/serverless';
import { expect } from 'vitest';
import {
  aDigest,
  afterNoon,
  anAddress,
  aPasswordHash,
  aSealedText,
  noon,
  onEveryEngine,
  type World,
} from './world.ts';

type Row = Record<string, unknown>;

/** A row that each table takes; `userId` is that of a user who exists. */
const validRows: Record<string, (userId: string) => Row> = {
  users: () => {
    const email = anAddress();
    return { id: randomUUID(), email, email_normalised: email, password_hash: aPasswordHash() };
  },
  accounts: (userId) => ({
    user_id: userId,
    type: 'oauth',
    provider: 'github',
    provider_account_id: aDigest(),
    refresh_token_sealed: aSealedText(),
    access_token_sealed: aSealedText(),
  }),
  provider_revocations: () => ({
    user_id: randomUUID(),
    provider: 'google',
    field: 'access_token',
    token_sealed: aSealedText(),
    created_at: noon,
    due_at: noon,
  }),
  sessions: (userId) => ({
    id: aDigest(),
    user_id: userId,
    method: 'password',
    created_at: noon,
    last_seen_at: noon,
    absolute_expires_at: afterNoon(60),
  }),
  one_time_tokens: (userId) => ({
    id: randomUUID(),
    user_id: userId,
    purpose: 'verify_email',
    email_normalised: anAddress(),
    token_digest: aDigest(),
    code_digest: aDigest(),
    created_at: noon,
    expires_at: afterNoon(60),
  }),
  sign_in_attempts: () => ({
    at: noon,
    email_digest: aDigest(),
    method: 'password',
    result: 'succeeded',
  }),
  outbox: () => ({
    id: randomUUID(),
    template: 'verify-email',
    recipient: 'a@example.test',
    recipient_normalised: 'a@example.test',
    props_sealed: aSealedText(),
    created_at: noon,
    due_at: noon,
  }),
  mail_suppressions: () => ({
    email_normalised: anAddress(),
    reason: 'bounced',
    created_at: noon,
  }),
  mail_events: () => ({ id: aDigest(), kind: 'email.bounced', received_at: noon }),
  audit_events: () => ({ at: noon, kind: 'sign_in', result: 'succeeded', request_id: 'r' }),
  limit_counters: () => ({ key: aDigest(), window_started_at: noon, count: 1 }),
};

/** What each constraint refuses: changes to a row that its table would take. */
const refused: [constraint: string, table: string, ...changes: Row[]][] = [
  ['users_email_form', 'users', { email: 'nobody' }, { email: `${'a'.repeat(250)}@b.test` }],
  [
    'users_email_normalised_form',
    'users',
    { email_normalised: 'A@example.test' },
    { email_normalised: '@' },
  ],
  ['users_name_length', 'users', { name: '' }, { name: 'x'.repeat(101) }],
  ['users_image_length', 'users', { image: '' }, { image: 'x'.repeat(2049) }],
  [
    'users_password_hash_form',
    'users',
    { password_hash: 'lantern orbit velvet canyon' },
    { password_hash: '' },
  ],
  ['users_language_form', 'users', { language: 'DE' }, { language: 'de-AT' }],
  ['users_disabled_reason', 'users', { disabled_at: noon, disabled_reason: '' }],
  [
    'users_disabled',
    'users',
    { disabled_at: noon },
    { disabled_reason: 'spam' },
    { disabled_until: noon },
    { disabled_at: noon, disabled_reason: 'spam', disabled_until: noon },
  ],
  ['accounts_type', 'accounts', { type: 'email' }],
  ['accounts_provider_form', 'accounts', { provider: '' }, { provider: 'a b' }],
  ['accounts_provider_account_id_length', 'accounts', { provider_account_id: '' }],
  ['accounts_refresh_token_sealed_form', 'accounts', { refresh_token_sealed: '1//0gtoken' }],
  [
    'accounts_access_token_sealed_form',
    'accounts',
    { access_token_sealed: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln' },
  ],
  ['accounts_version', 'accounts', { version: -1 }],
  [
    'accounts_provider_email_length',
    'accounts',
    { provider_email: '' },
    { provider_email: 'x'.repeat(321) },
  ],
  ['provider_revocations_provider_form', 'provider_revocations', { provider: '' }],
  ['provider_revocations_field', 'provider_revocations', { field: 'id_token' }],
  [
    'provider_revocations_token_sealed_form',
    'provider_revocations',
    { token_sealed: 'gho_token' },
    { token_sealed: '' },
  ],
  ['provider_revocations_attempts', 'provider_revocations', { attempts: -1 }],
  ['sessions_id_length', 'sessions', { id: 'x'.repeat(21) }, { id: 'x'.repeat(65) }],
  ['sessions_place_length', 'sessions', { place: '' }, { place: 'x'.repeat(101) }],
  ['sessions_user_agent_length', 'sessions', { user_agent: 'x'.repeat(513) }],
  ['sessions_ended', 'sessions', { ended_at: noon }, { end_reason: 'signed_out' }],
  ['sessions_lifetime', 'sessions', { absolute_expires_at: noon }],
  ['one_time_tokens_email_normalised_form', 'one_time_tokens', { email_normalised: 'A@b.test' }],
  [
    'one_time_tokens_email',
    'one_time_tokens',
    { email: 'nobody' },
    { email: `${'a'.repeat(250)}@b.test` },
  ],
  ['one_time_tokens_token_digest_form', 'one_time_tokens', { token_digest: 'short' }],
  ['one_time_tokens_code_digest_form', 'one_time_tokens', { code_digest: '12345678' }],
  ['one_time_tokens_password_hash_form', 'one_time_tokens', { password_hash: 'clear' }],
  ['one_time_tokens_tries', 'one_time_tokens', { tries: -1 }],
  ['one_time_tokens_lifetime', 'one_time_tokens', { expires_at: noon }],
  ['one_time_tokens_one_end', 'one_time_tokens', { used_at: noon, superseded_at: noon }],
  ['sign_in_attempts_email_digest_form', 'sign_in_attempts', { email_digest: 'a@example.test' }],
  ['sign_in_attempts_user_agent_length', 'sign_in_attempts', { user_agent: 'x'.repeat(513) }],
  ['outbox_template_form', 'outbox', { template: 'Verify your address' }],
  ['outbox_recipient_normalised_form', 'outbox', { recipient_normalised: 'A@b.test' }],
  ['outbox_props_sealed_form', 'outbox', { props_sealed: '{"code":"12345678"}' }],
  ['outbox_language_form', 'outbox', { language: 'English' }],
  ['outbox_attempts', 'outbox', { attempts: -1 }],
  [
    'outbox_one_end',
    'outbox',
    { sent_at: noon, buried_at: noon, props_sealed: null, provider_id: 'p' },
  ],
  [
    'mail_suppressions_email_normalised_form',
    'mail_suppressions',
    { email_normalised: 'A@b.test' },
  ],
  ['mail_suppressions_reason', 'mail_suppressions', { reason: 'disliked' }],
  ['mail_events_id_length', 'mail_events', { id: '' }, { id: 'x'.repeat(256) }],
  ['mail_events_kind_form', 'mail_events', { kind: 'a b' }],
  ['outbox_props_until_the_end', 'outbox', { props_sealed: null }, { buried_at: noon }],
  [
    'outbox_sent_has_provider_id',
    'outbox',
    { provider_id: 'p' },
    { sent_at: noon, props_sealed: null },
  ],
  ['audit_events_kind_form', 'audit_events', { kind: 'signed in\n' }],
  ['audit_events_result_form', 'audit_events', { result: '' }],
  ['audit_events_user_agent_length', 'audit_events', { user_agent: 'x'.repeat(513) }],
  ['limit_counters_key_length', 'limit_counters', { key: '' }, { key: 'x'.repeat(201) }],
  ['limit_counters_count', 'limit_counters', { count: -1 }],
  ['users_email_normalised_key', 'users', { email_normalised: 'taken@example.test' }],
  ['users_pkey', 'users', { id: '00000000-0000-4000-8000-000000000001' }],
  ['accounts_pkey', 'accounts', { provider_account_id: 'taken' }],
  ['accounts_user_id_provider_key', 'accounts', { provider: 'google' }],
  ['one_time_tokens_token_digest_key', 'one_time_tokens', { token_digest: 'T'.repeat(43) }],
  ['accounts_user_id_users_id_fk', 'accounts', { user_id: randomUUID() }],
  ['sessions_user_id_users_id_fk', 'sessions', { user_id: randomUUID() }],
  ['one_time_tokens_user_id_users_id_fk', 'one_time_tokens', { user_id: randomUUID() }],
  ['sign_in_attempts_user_id_users_id_fk', 'sign_in_attempts', { user_id: randomUUID() }],
];

/** Puts a row into a table; gives the name of the constraint that refused it. */
async function insert({ look }: World, table: string, row: Row): Promise<string | null> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  try {
    await look(
      `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
      ...Object.values(row),
    );
    return null;
  } catch (error) {
    if (error instanceof NeonDbError) return error.constraint ?? error.code ?? 'unnamed';
    throw error;
  }
}

async function prepared(world: World): Promise<string> {
  const id = '00000000-0000-4000-8000-000000000001';
  await insert(world, 'users', {
    id,
    email: 'taken@example.test',
    email_normalised: 'taken@example.test',
  });
  const other = '00000000-0000-4000-8000-000000000002';
  await insert(world, 'users', { ...validRows.users?.(''), id: other });
  await insert(world, 'accounts', { ...validRows.accounts?.(other), provider_account_id: 'taken' });
  await world.look('delete from accounts where user_id = $1', id);
  await insert(world, 'accounts', { ...validRows.accounts?.(id), provider: 'google' });
  await insert(world, 'one_time_tokens', {
    ...validRows.one_time_tokens?.(id),
    token_digest: 'T'.repeat(43),
  });
  return id;
}

onEveryEngine('every table takes a row that is well-formed', async (world) => {
  const userId = await prepared(world);
  for (const [table, row] of Object.entries(validRows)) {
    expect([table, await insert(world, table, row(userId))]).toEqual([table, null]);
  }
});

onEveryEngine('every constraint refuses what it is there for', async (world) => {
  const userId = await prepared(world);
  for (const [constraint, table, ...changes] of refused) {
    for (const change of changes) {
      const row = { ...validRows[table]?.(userId), ...change };
      expect([change, await insert(world, table, row)]).toEqual([change, constraint]);
    }
  }
});

onEveryEngine('every check and foreign key of the schema is among them', async ({ look }) => {
  const constraints = await look(
    `select conname from pg_constraint
     where contype in ('c', 'f') and connamespace = 'public'::regnamespace`,
  );
  const proved = new Set(refused.map(([constraint]) => constraint));
  expect(constraints.length).toBeGreaterThan(35);
  expect(
    constraints.map(({ conname }) => conname).filter((name) => !proved.has(String(name))),
  ).toEqual([]);
});

onEveryEngine('a role beyond the three is refused', async (world) => {
  const row = { ...validRows.users?.(''), role: 'root' };
  expect(await insert(world, 'users', row)).toBe('22P02');
});

onEveryEngine('an audit event is never changed nor taken back', async (world) => {
  const { look, db } = world;
  await insert(world, 'audit_events', { ...validRows.audit_events?.(''), request_id: 'kept' });
  for (const change of ["update audit_events set result = 'failed'", 'delete from audit_events']) {
    await expect(db.ask((builder) => builder.execute(change))).rejects.toMatchObject({
      code: '23001',
    });
  }
  expect(await look(`select result from audit_events where request_id = 'kept'`)).toEqual([
    { result: 'succeeded' },
  ]);
});

onEveryEngine(
  'a deleted user takes tokens, sessions and identities along, attempts stay',
  async (world) => {
    const row = { ...validRows.users?.('') };
    const userId = String(row.id);
    const attempt = { ...validRows.sign_in_attempts?.(''), user_id: userId };
    await insert(world, 'users', row);
    for (const table of ['accounts', 'sessions', 'one_time_tokens']) {
      expect(await insert(world, table, { ...validRows[table]?.(userId) })).toBeNull();
    }
    await insert(world, 'sign_in_attempts', attempt);
    await world.look('delete from users where id = $1', userId);
    for (const table of ['accounts', 'sessions', 'one_time_tokens', 'sign_in_attempts']) {
      expect(await world.look(`select 1 from ${table} where user_id = $1`, userId)).toEqual([]);
    }
    expect(
      await world.look(
        'select user_id from sign_in_attempts where email_digest = $1',
        (attempt as Row).email_digest,
      ),
    ).toEqual([{ user_id: null }]);
  },
);
