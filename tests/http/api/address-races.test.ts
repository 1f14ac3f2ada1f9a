import { expect, test } from 'vitest';
import { linkTokenOf, templatesTo } from '#tests/support/address-letters.ts';
import { holding, member } from '#tests/support/held-sessions.ts';
import { lettersSettled } from '#tests/support/letters.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, Visitor } from '#tests/support/site.ts';

const ask = (visitor: Visitor, email: string) => visitor.post('/api/email/change', { email });
const use = (path: string, token: string) => new Visitor().post(path, { token });

/** So many uses of one link at once: one counts, the others find it used. */
async function expectOneOf(times: number, path: string, token: string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: times }, () => use(path, token)));
  const [won, ...lost] = answers.sort((one, other) => one.status - other.status);
  expect(won?.status).toBe(200);
  for (const answer of lost) expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
}

async function asked() {
  const someone = await member();
  const to = freshAddress();
  await ask(someone.visitor, to);
  return { ...someone, to, token: await linkTokenOf(to, 'confirm-address') };
}

test('RACE-03 fifty confirmations, fifty undoings and fifty disownings at once count once each', async () => {
  const { email, to, token, user } = await asked();
  await expectOneOf(50, '/api/email/confirm', token);
  await expectOneOf(50, '/api/not-me', await linkTokenOf(to, 'not-me'));
  await expectOneOf(50, '/api/email/undo', await linkTokenOf(email, 'undo-change'));
  const rows = await cloud.sql('select email from users where id = $1', [user.id]);
  expect(rows).toEqual([{ email }]);
  expect(await templatesTo(email)).toEqual([
    'address-changed',
    'address-restored',
    'reset-password',
  ]);
});

test('RACE-14 a change asked for ten times at once is one letter and one live link', async () => {
  const { visitor, user } = await member();
  const to = freshAddress();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => ask(holding(visitor.session), to)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
  await lettersSettled(to);
  expect(await cloud.inbox(to)).toHaveLength(1);
  const live = await cloud.sql(
    `select 1 from one_time_tokens
     where user_id = $1 and purpose = 'change_email' and superseded_at is null`,
    [user.id],
  );
  expect(live).toHaveLength(1);
});

for (const repeat of [1, 2, 3, 4, 5]) {
  test(`accounts that confirm one address at once: one has it, and nothing breaks (${repeat})`, async () => {
    const to = freshAddress();
    const tokens: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { visitor } = await member();
      await ask(visitor, to);
      tokens.push(await linkTokenOf(to, 'confirm-address'));
      await cloud.sql(
        "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
        [to],
      );
      await cloud.clearInbox();
    }
    const answers = await Promise.all(tokens.map((token) => use('/api/email/confirm', token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    const rows = await cloud.sql('select 1 from users where email_normalised = $1', [to]);
    expect(rows).toHaveLength(1);
  });

  test(`a further change and an undoing at once leave the account to its first address (${repeat})`, async () => {
    const { email, password, to, token, user } = await asked();
    await use('/api/email/confirm', token);
    const undo = await linkTokenOf(email, 'undo-change');
    const attacker = new Visitor();
    await attacker.signIn(to, password);
    const further = freshAddress();
    await ask(attacker, further);
    const change = await linkTokenOf(further, 'confirm-address');
    const [undone, changed] = await Promise.all([
      use('/api/email/undo', undo),
      use('/api/email/confirm', change),
    ]);
    expect(undone.status).toBe(200);
    expect([200, 400]).toContain(changed.status);
    const rows = await cloud.sql('select email from users where id = $1', [user.id]);
    expect(rows).toEqual([{ email }]);
  });
}
