import { expect, test } from 'vitest';
import { ServiceFault } from '#core/fault.ts';
import type { Connections } from '#core/provider-ports.ts';
import { disabledForGood, seedUser } from '#tests/support/memory.ts';
import { password, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { comeBy, personaAt, signInBy } from '#tests/support/memory-provider-visits.ts';

const ada = personaAt('google', 'ada@x.test');

/** The same world, where some questions about connections are answered otherwise. */
const answering = (world: World, answers: Partial<Connections>): World => ({
  ...world,
  ports: { ...world.ports, connections: { ...world.ports.connections, ...answers } },
});

test('RACE-01 of two identities of one new address at once, one makes the account, the other joins it', async () => {
  const world = memoryWorld();
  const { memory } = world;

  const outcomes = await Promise.all([
    comeBy(world, ada),
    comeBy(world, personaAt('github', 'ada@x.test')),
  ]);

  expect(outcomes).toMatchObject([
    { value: { isNewUser: true } },
    { value: { isNewUser: false, opened: { user: { id: memory.users[0]?.id } } } },
  ]);
  expect(memory.users).toHaveLength(1);
  expect(memory.connections.map(({ provider }) => provider)).toEqual(['google', 'github']);
});

test('facts that change every time are looked at twice, then it is an error', async () => {
  const world = memoryWorld();
  const { memory } = world;

  const outcome = await comeBy(answering(world, { createUser: async () => false }), ada);

  expect(outcome).toEqual({ ok: false, refusal: { code: 'authentication_error' } });
  expect(memory.calls.filter((call) => call === 'connections.findIdentity')).toHaveLength(2);
  expect(memory.sessions).toEqual([]);
});

test('an account that is verified while it is about to be taken over is linked instead', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { emailVerified: false });
  const takeOver: Connections['takeOver'] = async (connection, audit) => {
    user.emailVerified = true;
    return ports.connections.takeOver(connection, audit);
  };

  const outcome = await comeBy(answering(world, { takeOver }), ada);

  expect(outcome).toMatchObject({ value: { opened: { user: { id: user.id } } } });
  expect(user.passwordHash).not.toBeNull();
});

test('an account that is disabled before its session opens stays closed', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await signInBy(world, ada);
  const noteUse = async () => {
    Object.assign(memory.users[0] ?? {}, { disabled: disabledForGood });
  };

  const outcome = await comeBy(answering(world, { noteUse }), ada);

  expect(outcome).toEqual({ ok: false, refusal: { code: 'account_disabled' } });
  expect(memory.sessions).toHaveLength(1);
});

test('FAULT-01 a database that does not answer is a fault, never a refusal', async () => {
  const world = memoryWorld();
  const findIdentity = async () => Promise.reject(new ServiceFault('database', 'timeout'));
  await expect(comeBy(answering(world, { findIdentity }), ada)).rejects.toThrow(ServiceFault);
});

test('an account that has another identity of the provider takes no second one by its address', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await signInBy(world, ada);

  const outcome = await comeBy(world, { ...ada, accountId: 'a new account of that address' });

  expect(outcome).toEqual({ ok: false, refusal: { code: 'account_exists' } });
  expect(memory.connections).toMatchObject([{ accountId: ada.accountId }]);
  expect(memory.letters).toEqual([]);
});

test('a viewer whose account is gone by now connects nothing', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const viewer = await signInBy(world, ada);
  memory.users.length = 0;
  const outcome = await comeBy(world, personaAt('github', 'ada@x.test'), { connecting: viewer });
  expect(outcome).toEqual({ ok: false, refusal: { code: 'authentication_error' } });
});

test('two identities of one provider that a viewer connects at once: one of them is', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const viewer = await signInBy(world, ada);
  const connect = (email: string) =>
    comeBy(world, personaAt('github', email), { connecting: viewer, current: viewer });

  expect(await Promise.all([connect('one@x.test'), connect('two@x.test')])).toMatchObject([
    { value: { kind: 'connected' } },
    { refusal: { code: 'provider_connected' } },
  ]);
  expect(memory.connections).toHaveLength(2);
});
