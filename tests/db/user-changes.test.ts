import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { NoticeTemplate } from '#core/letters.ts';
import type { AccountChange } from '#core/ports.ts';
import { lettersTo } from './address-world.ts';
import { aPerson, endOf, eventsOf, liveIds, openedAt, type Person } from './session-world.ts';
import {
  afterNoon,
  aNotice,
  aPasswordHash,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

const spam = { reason: 'spam', until: null };

/** A change of an account an hour after noon. */
const change = (
  { ports }: World,
  userId: string,
  what: Omit<AccountChange, 'userId' | 'now' | 'notices'>,
  now = afterNoon(3600),
  notices: AccountChange['notices'] = accountNotices(),
) => ports.users.changeAccount({ userId, now, notices, ...what }, visitor);

const accountNotices = (state: NoticeTemplate = 'account-disabled') => ({
  role: aNotice('owner@example.test', 'role-changed'),
  state: aNotice('owner@example.test', state),
});

/** Makes these the only administrators of the database. */
async function onlyAdmins({ look }: World, ...people: Person[]): Promise<void> {
  await look(`update users set role = 'user' where role = 'admin'`);
  const ids = people.map(({ id }) => id);
  await look(`update users set role = 'admin' where id = any($1::uuid[])`, ids);
}

onEveryEngine('what a proof is compared with is found by id', async (world) => {
  const { findForProof } = world.ports.users;
  const { id, email, passwordHash } = await aPerson(world);
  expect(await findForProof(id)).toEqual({
    email,
    emailNormalised: email,
    name: 'Pat',
    passwordHash,
  });
  for (const unknown of [randomUUID(), 'not-a-uuid', '\0']) {
    expect(await findForProof(unknown)).toBeNull();
  }
});

onEveryEngine('a profile is written as far as it is given', async (world) => {
  const { ports, look } = world;
  const { id } = await aPerson(world);
  const image = 'https://example.test/pat.png';
  const profile = () => look('select name, image from users where id = $1', id);
  await ports.users.updateProfile(id, { image }, afterNoon(1));
  expect(await profile()).toEqual([{ name: 'Pat', image }]);
  await ports.users.updateProfile(id, { name: 'Alex' }, afterNoon(2));
  expect(await profile()).toEqual([{ name: 'Alex', image }]);
  await ports.users.updateProfile(id, { name: null, image: null }, afterNoon(3));
  expect(await profile()).toEqual([{ name: null, image: null }]);
  await ports.users.updateProfile(id, {}, afterNoon(4));
  await ports.users.updateProfile('not-a-uuid', { name: 'x' }, afterNoon(5));
  const [row] = await look('select updated_at from users where id = $1', id);
  expect(new Date(String(row?.updated_at))).toEqual(afterNoon(4));
});

onEveryEngine(
  'SESS-08 a change of password ends every session of its user and of nobody else',
  async (world) => {
    const { ports, look } = world;
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const bystander = await openedAt(world, other, 0);
    const ids = [await openedAt(world, person, 1), await openedAt(world, person, 2)];
    const to = aPasswordHash();
    const now = afterNoon(60);
    await ports.users.notePasswordCheck({
      ...{ userId: person.id, hash: person.passwordHash, isBreached: true, now: afterNoon(3) },
    });
    const ended = await ports.users.changePassword(
      {
        userId: person.id,
        from: person.passwordHash,
        to,
        checkedAt: now,
        notice: aNotice(person.email, 'password-changed'),
        now,
      },
      visitor,
    );
    expect(ended?.sort()).toEqual(ids.sort());
    expect(await endOf(world, String(ids[0]))).toBe('password_changed');
    expect(await endOf(world, bystander)).toBeNull();
    const [row] = await look(
      `select password_hash, password_changed_at, password_checked_at, password_breached_at,
         updated_at from users where id = $1`,
      person.id,
    );
    expect(row?.password_hash).toBe(to);
    expect(new Date(String(row?.password_checked_at))).toEqual(now);
    expect(row?.password_breached_at).toBeNull();
    expect(new Date(String(row?.password_changed_at))).toEqual(now);
    expect(new Date(String(row?.updated_at))).toEqual(now);
    expect((await eventsOf(world, person.id)).slice(2)).toEqual([
      'password_change changed',
      'session_end password_changed',
      'session_end password_changed',
    ]);
  },
);

onEveryEngine('of fifty changes of one password at once one wins', async (world) => {
  const person = await aPerson(world);
  const from = person.passwordHash;
  const session = await openedAt(world, person, 0);
  const answers = await inParallel(50, async () => {
    const to = aPasswordHash();
    const endedIds = await world.ports.users.changePassword(
      {
        userId: person.id,
        from,
        to,
        checkedAt: null,
        notice: aNotice(person.email, 'password-changed'),
        now: afterNoon(1),
      },
      visitor,
    );
    return endedIds ? { to, endedIds } : null;
  });
  const [winner, ...more] = answers.filter((answer) => answer !== null);
  expect(more).toEqual([]);
  expect(winner?.endedIds).toEqual([session]);
  expect((await world.ports.users.findForProof(person.id))?.passwordHash).toBe(winner?.to);
});

onEveryEngine('a change from another password changes and ends nothing', async (world) => {
  const { changePassword } = world.ports.users;
  const person = await aPerson(world);
  const session = await openedAt(world, person, 0);
  const [from, to, now] = [person.passwordHash, aPasswordHash(), afterNoon(1)];
  const notice = aNotice(person.email, 'password-changed');
  const refused = [
    { userId: person.id, from: to },
    { userId: person.id, from: '\0' },
    { userId: randomUUID(), from },
    { userId: 'not-a-uuid', from },
  ];
  for (const one of refused) {
    expect(await changePassword({ ...one, to, checkedAt: null, notice, now }, visitor)).toBeNull();
  }
  expect(await liveIds(world, person.id)).toEqual([session]);
  expect(await eventsOf(world, person.id)).toEqual(['sign_in succeeded']);
});

onEveryEngine('SESS-09 a change of role ends every session of its user', async (world) => {
  const person = await aPerson(world);
  const session = await openedAt(world, person, 0);
  expect(await change(world, person.id, { role: 'support' })).toEqual({
    result: 'changed',
    user: {
      id: person.id,
      email: person.email,
      name: 'Pat',
      image: null,
      role: 'support',
      emailVerified: true,
      disabled: null,
    },
    endedIds: [session],
  });
  expect(await endOf(world, session)).toBe('role_changed');
  expect(
    await world.look(
      `select details from audit_events where subject_id = $1 and kind = 'role_change'`,
      person.id,
    ),
  ).toEqual([{ details: { from: 'user', to: 'support' } }]);
  const again = await openedAt(world, person, 7200);
  expect(await change(world, person.id, { role: 'support' })).toMatchObject({
    result: 'changed',
    user: { role: 'support' },
    endedIds: [],
  });
  expect(await liveIds(world, person.id)).toEqual([again]);
  expect(await eventsOf(world, person.id)).toEqual([
    'sign_in succeeded',
    'role_change changed',
    'session_end role_changed',
    'sign_in succeeded',
  ]);
});

onEveryEngine(
  'SESS-09 disabling an account ends its sessions, enabling ends none',
  async (world) => {
    const person = await aPerson(world);
    const session = await openedAt(world, person, 0);
    const until = afterNoon(7200);
    expect(await change(world, person.id, { disabled: { reason: 'spam', until } })).toMatchObject({
      result: 'changed',
      user: { role: 'user', disabled: { at: afterNoon(3600), until, reason: 'spam' } },
      endedIds: [session],
    });
    expect(await endOf(world, session)).toBe('account_disabled');
    expect(await change(world, person.id, {}, until)).toMatchObject({ user: { disabled: null } });
    const later = await openedAt(world, person, 7200);
    expect(await change(world, person.id, { disabled: null }, until)).toMatchObject({
      user: { disabled: null },
      endedIds: [],
    });
    expect(await change(world, person.id, { disabled: null }, until)).toMatchObject({
      result: 'changed',
    });
    expect(await liveIds(world, person.id)).toEqual([later]);
    expect(await change(world, person.id, { disabled: spam }, until)).toMatchObject({
      user: { disabled: { at: until, until: null, reason: 'spam' } },
      endedIds: [later],
    });
    expect(tally(await eventsOf(world, person.id))).toEqual({
      'sign_in succeeded': 2,
      'account_disable changed': 2,
      'account_enable changed': 1,
      'session_end account_disabled': 2,
    });
  },
);

onEveryEngine('role and state change together, in one step', async (world) => {
  const person = await aPerson(world);
  const session = await openedAt(world, person, 0);
  expect(await change(world, person.id, { role: 'support', disabled: spam })).toMatchObject({
    user: { role: 'support', disabled: { reason: 'spam' } },
    endedIds: [session],
  });
  expect(await eventsOf(world, person.id)).toEqual([
    'sign_in succeeded',
    'account_disable changed',
    'role_change changed',
    'session_end account_disabled',
  ]);
});

onEveryEngine('an unknown account is not changed', async (world) => {
  for (const nobody of [randomUUID(), 'not-a-uuid', '\0']) {
    expect(await change(world, nobody, { role: 'admin' })).toEqual({ result: 'unknown' });
  }
});

onEveryEngine('the last who can administer the site stays', async (world) => {
  const [admin, other] = [await aPerson(world), await aPerson(world)];
  await onlyAdmins(world, admin);
  const session = await openedAt(world, admin, 0);
  const stays = async () => {
    for (const what of [{ role: 'user' }, { role: 'support' }, { disabled: spam }] as const) {
      expect(await change(world, admin.id, what)).toEqual({ result: 'last_admin' });
    }
  };
  await stays();
  await onlyAdmins(world, admin, other);
  await world.look(
    `update users set disabled_at = $2, disabled_reason = 'spam' where id = $1`,
    other.id,
    noon,
  );
  await stays();
  await world.look(
    `update users set disabled_at = null, disabled_reason = null, email_verified_at = null
     where id = $1`,
    other.id,
  );
  await stays();
  expect(await eventsOf(world, admin.id)).toEqual(['sign_in succeeded']);
  expect(await liveIds(world, admin.id)).toEqual([session]);
  expect(await change(world, admin.id, { role: 'admin', disabled: null })).toMatchObject({
    result: 'changed',
    endedIds: [],
  });
  expect(await change(world, other.id, { role: 'user' })).toMatchObject({ result: 'changed' });
  const third = await aPerson(world);
  await onlyAdmins(world, admin, third);
  expect(await change(world, admin.id, { role: 'user' })).toMatchObject({
    result: 'changed',
    endedIds: [session],
  });
});

onEveryEngine('the last two administrators, demoted at once, leave one', async (world) => {
  const [one, other] = [await aPerson(world), await aPerson(world)];
  for (let round = 0; round < 25; round += 1) {
    await onlyAdmins(world, one, other);
    const answers = await Promise.all([
      change(world, one.id, { role: 'user' }),
      change(world, other.id, round % 2 === 0 ? { role: 'support' } : { disabled: spam }),
    ]);
    expect(answers.map(({ result }) => result).sort()).toEqual(['changed', 'last_admin']);
    await change(world, other.id, { disabled: null });
  }
});

onEveryEngine(
  'a change of password tells the owner, and the answer to it can disown it',
  async (world) => {
    const { ports } = world;
    const person = await aPerson(world);
    const notice = aNotice(person.email, 'password-changed');
    const to = aPasswordHash();
    const change = { userId: person.id, from: person.passwordHash, to, checkedAt: null };
    await ports.users.changePassword({ ...change, notice, now: noon }, visitor);
    await ports.users.changePassword(
      { ...change, notice: aNotice(person.email, 'password-changed'), now: noon },
      visitor,
    );
    expect(await lettersTo(world, person.email)).toEqual(['password-changed']);
    const { tokenDigest } = notice.token;
    expect(await ports.addressChanges.find(tokenDigest, 'disown_activity', noon)).toMatchObject({
      result: 'live',
      email: person.email,
    });
  },
);

onEveryEngine('another role and another state are told, the same ones are not', async (world) => {
  const admin = await aPerson(world);
  await world.look("update users set role = 'admin' where id = $1", admin.id);
  const person = await aPerson(world);
  const enabling = accountNotices('account-enabled');
  await change(world, person.id, { role: 'support' }, afterNoon(1));
  await change(world, person.id, { role: 'support' }, afterNoon(2));
  await change(world, person.id, { disabled: null }, afterNoon(3), enabling);
  expect(await lettersTo(world, person.email)).toEqual(['role-changed']);

  await change(world, person.id, { disabled: spam }, afterNoon(4));
  await change(world, person.id, { disabled: spam }, afterNoon(5));
  const until = { reason: 'spam', until: afterNoon(90) };
  await change(world, person.id, { disabled: until }, afterNoon(6));
  await change(
    world,
    person.id,
    { disabled: null },
    afterNoon(7),
    accountNotices('account-enabled'),
  );
  expect(await lettersTo(world, person.email)).toEqual([
    'role-changed',
    'account-disabled',
    'account-disabled',
    'account-enabled',
  ]);

  await change(world, person.id, { disabled: until }, afterNoon(8));
  await change(
    world,
    person.id,
    { disabled: null },
    afterNoon(91),
    accountNotices('account-enabled'),
  );
  expect((await lettersTo(world, person.email)).slice(4)).toEqual(['account-disabled']);
});
