import { expect, test } from 'vitest';
import { refusalOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, seededVisitor, Visitor } from '#tests/support/site.ts';

/** Gives up letters to so many new addresses, a second apart, as the delivery would; gives the addresses. */
async function buriedLetters(count: number): Promise<string[]> {
  const addresses = Array.from({ length: count }, freshAddress);
  for (const [at, email] of addresses.entries()) {
    await cloud.sql(
      `insert into outbox (id, template, recipient, recipient_normalised, created_at, due_at, attempts,
         buried_at, last_error_code)
       values (gen_random_uuid(), 'verify-email', $1, $1, now(), now(), 12,
         now() + $2 * interval '1 second', 'http_500_application_error')`,
      [email, at],
    );
  }
  return addresses.reverse();
}

test('FAULT-09 support walks the letters that were given up, newest first, without their contents', async () => {
  const addresses = await buriedLetters(5);
  const support = await seededVisitor('support');
  const found: { recipient: string }[] = [];
  let next: string | null = '';
  while (next !== null && found.length < 5) {
    const query: string = next === '' ? '' : `&cursor=${next}`;
    const answer = await support.fetch(`/api/admin/mail?limit=2${query}`);
    expect(answer.status).toBe(200);
    const page = await answer.json();
    found.push(...page.letters);
    next = page.nextCursor;
  }

  expect(found.slice(0, 5).map(({ recipient }) => recipient)).toEqual(addresses);
  expect(Object.keys(found[0] ?? {}).sort()).toEqual(
    [
      'attempts',
      'buriedAt',
      'createdAt',
      'dueAt',
      'errorCode',
      'id',
      'recipient',
      'template',
    ].sort(),
  );
});

test('queries that cannot be read are refused', async () => {
  const support = await seededVisitor('support');
  for (const query of ['state=sent', 'limit=0', 'limit=101', 'cursor=junk', 'cursor=', 'x=1']) {
    expect(await refusalOf(await support.fetch(`/api/admin/mail?${query}`))).toEqual([
      400,
      'invalid_request',
    ]);
  }
  expect(await refusalOf(await support.send('POST', '/api/admin/mail'))).toEqual([
    405,
    'method_not_allowed',
  ]);
});

test('the page shows figures, letters in words, and what waits for long', async () => {
  const [email = ''] = await buriedLetters(1);
  const waiting = freshAddress();
  await cloud.sql(
    `insert into outbox (id, template, recipient, recipient_normalised, props_sealed, created_at, due_at)
     values (gen_random_uuid(), 'new-device', $1, $1, 'eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.BBBB.CCCCCCCCCCCCCCCCCCCCCC', now() - interval '2 days',
       now() + interval '1 day')`,
    [waiting],
  );
  const support = await seededVisitor('support');

  const buried = await (await support.fetch('/admin/mail')).text();
  expect(buried).toContain(email);
  expect(buried).toContain('Confirm an address');
  expect(buried).toContain('The provider failed');
  expect(buried).not.toContain(waiting);
  const list = await (await support.fetch('/admin/mail?state=waiting')).text();
  expect(list).toContain(waiting);
  expect(list).toContain('Waits long');
  const german = await support.fetch('/admin/mail?state=waiting', {
    headers: { 'accept-language': 'de' },
  });
  expect(await german.text()).toContain('Wartet lange');
  expect((await support.fetch('/admin/mail?state=nope&cursor=%00')).status).toBe(200);
  expect(await (await support.fetch('/admin')).text()).toContain('href="/admin/mail"');
  await cloud.sql('delete from outbox where recipient = $1', [waiting]);
});

test('nobody below support sees letters', async () => {
  const user = await seededVisitor('user');
  expect(await refusalOf(await user.fetch('/api/admin/mail'))).toEqual([403, 'forbidden']);
  expect((await user.fetch('/admin/mail')).status).toBe(403);
  expect(await refusalOf(await new Visitor().fetch('/api/admin/mail'))).toEqual([
    401,
    'unauthenticated',
  ]);
});
