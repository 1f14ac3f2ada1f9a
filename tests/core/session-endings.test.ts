import { expect, test } from 'vitest';
import { changeAccount } from '#core/change-account.ts';
import { changePassword } from '#core/change-password.ts';
import { endSession, endSessions, endSessionsOf } from '#core/end-sessions.ts';
import { reauthenticate } from '#core/reauthenticate.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { signOut } from '#core/sign-out.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

/** Who acts: Ada in the first of her three browsers, or an administrator. */
type Cast = { here: SessionClaims; there: SessionClaims; admin: SessionClaims };

type Cause = {
  what: string;
  /** The sessions that end, of Ada's in the order in which they were opened. */
  ends: number[];
  why: string;
  by: 'ada' | 'admin';
  run(world: World, cast: Cast): Promise<unknown>;
};

const causes: Cause[] = [
  {
    what: 'a sign-out',
    ends: [0],
    why: 'signed_out',
    by: 'ada',
    run: ({ ports, caller }, { here }) => signOut(ports, here, caller),
  },
  {
    what: 'the end of one session',
    ends: [1],
    why: 'ended_by_user',
    by: 'ada',
    run: ({ ports, caller }, { here, there }) => endSession(ports, here, there.sid, caller),
  },
  {
    what: 'the end of all others',
    ends: [1, 2],
    why: 'ended_by_user',
    by: 'ada',
    run: ({ ports, caller }, { here }) => endSessions(ports, here, 'others', caller),
  },
  {
    what: 'signing out everywhere',
    ends: [0, 1, 2],
    why: 'ended_by_user',
    by: 'ada',
    run: ({ ports, caller }, { here }) => endSessions(ports, here, 'all', caller),
  },
  {
    what: 'a new sign-in in the same browser',
    ends: [0],
    why: 'replaced',
    by: 'ada',
    run: ({ ports, caller }, { here }) =>
      signIn(ports, signInInput.parse({ email: 'ada@x.test', password }), caller, here),
  },
  {
    what: 'a proof in the midst of a session',
    ends: [0],
    why: 'replaced',
    by: 'ada',
    run: ({ ports, caller }, { here }) => reauthenticate(ports, { password }, here, caller),
  },
  {
    what: 'a change of the password',
    ends: [0, 1, 2],
    why: 'password_changed',
    by: 'ada',
    run: ({ ports, caller }, { here }) => {
      const input = { currentPassword: password, newPassword: 'velvet umbra quinoa fjord' };
      return changePassword(ports, input, here, caller);
    },
  },
  {
    what: 'a change of the role',
    ends: [0, 1, 2],
    why: 'role_changed',
    by: 'admin',
    run: ({ ports, caller }, { here, admin }) =>
      changeAccount(ports, { userId: here.sub, change: { role: 'support' } }, admin, caller),
  },
  {
    what: 'a disablement',
    ends: [0, 1, 2],
    why: 'account_disabled',
    by: 'admin',
    run: ({ ports, caller }, { here, admin }) => {
      const change = { disabled: { reason: 'Spam' } };
      return changeAccount(ports, { userId: here.sub, change }, admin, caller);
    },
  },
];

test.each(causes)(
  '$what ends its sessions in the registry, then tells exactly them',
  async (cause) => {
    const world = memoryWorld();
    const { memory } = world;
    seedUser(memory, 'admin@x.test', password, { role: 'admin' });
    seedUser(memory, 'ada@x.test', password);
    const admin = await signInTo(world, 'admin@x.test');
    const here = await signInTo(world, 'ada@x.test');
    const there = await signInTo(world, 'ada@x.test');
    const elsewhere = await signInTo(world, 'ada@x.test');
    memory.calls.length = 0;

    await cause.run(world, { here, there, admin });

    const expected = cause.ends.map((at) => [here, there, elsewhere][at]?.sid);
    const ended = memory.sessions.filter(({ endReason }) => endReason !== null);
    expect(ended.map(({ id }) => id)).toEqual(expected);
    expect(new Set(ended.map(({ endReason }) => endReason))).toEqual(new Set([cause.why]));
    expect(ended.map(({ endedBy }) => endedBy)).toEqual(
      expected.map(() => (cause.by === 'ada' ? here.sub : admin.sub)),
    );
    expect(memory.told).toEqual(expected);
    const writing = /^(sessions\.(open|end)|users\.change\w+)$/;
    const wroteAt = memory.calls.findIndex((call) => writing.test(call));
    expect(wroteAt).toBeGreaterThanOrEqual(0);
    expect(memory.calls.indexOf('revocations.announce')).toBeGreaterThan(wroteAt);
  },
);

test.each(['password_reset', 'email_changed', 'account_deleted'] as const)(
  '%s ends every session of its user in the registry, then tells exactly them',
  async (why) => {
    const world = memoryWorld();
    const { ports, memory, caller } = world;
    seedUser(memory, 'ada@x.test', password);
    seedUser(memory, 'bob@x.test', password);
    const here = await signInTo(world, 'ada@x.test');
    await signInTo(world, 'bob@x.test');
    const there = await signInTo(world, 'ada@x.test');
    memory.calls.length = 0;

    const endedIds = await endSessionsOf(ports, here.sub, why, caller);

    expect(endedIds).toEqual([here.sid, there.sid]);
    expect(memory.told).toEqual(endedIds);
    expect(memory.calls).toEqual(['sessions.end', 'revocations.announce']);
    expect(memory.sessions.map(({ endReason }) => endReason)).toEqual([why, null, why]);
  },
);

test('a change of an account may spare the session that brought it about', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const here = await signInTo(world, 'ada@x.test');
  const there = await signInTo(world, 'ada@x.test');

  const endedIds = await endSessionsOf(ports, here.sub, 'email_changed', caller, here.sid);

  expect(endedIds).toEqual([there.sid]);
  expect(memory.sessions.map(({ endReason }) => endReason)).toEqual([null, 'email_changed']);
});
