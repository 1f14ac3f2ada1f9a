import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { aConnectedUser, aConnection, anIdentity } from './connection-world.ts';
import { anOpening, aPerson } from './session-world.ts';
import { afterNoon, anAddress, onEveryEngine, visitor, type World } from './world.ts';

const languageOf = async ({ look }: World, id: string) =>
  (await look('select language from users where id = $1', id))[0]?.language;

onEveryEngine('an account that a provider makes has the language of its page', async (world) => {
  const [id, email] = [randomUUID(), anAddress()];
  const connection = aConnection(id, { identity: anIdentity({ email }) });
  const account = { email, emailNormalised: email, language: 'de' } as const;

  expect(await world.ports.connections.createUser(connection, account, visitor)).toBe(true);
  expect(await languageOf(world, id)).toBe('de');
});

onEveryEngine('a chosen language is kept, and told when a session opens', async (world) => {
  const { users, sessions } = world.ports;
  const person = await aPerson(world);
  const other = await aConnectedUser(world);
  await users.chooseLanguage(person.id, 'de', afterNoon(60));

  expect(await languageOf(world, person.id)).toBe('de');
  expect(await languageOf(world, other.id)).toBe('en');
  expect((await sessions.open(anOpening(person), visitor))?.language).toBe('de');
});

onEveryEngine('an account without a language opens without one', async (world) => {
  const person = await aPerson(world);
  await world.look('update users set language = null where id = $1', person.id);

  expect((await world.ports.sessions.open(anOpening(person), visitor))?.language).toBeNull();
});

onEveryEngine('a language that the site no longer speaks is none', async (world) => {
  const person = await aPerson(world);
  await world.look("update users set language = 'xx' where id = $1", person.id);

  expect((await world.ports.sessions.open(anOpening(person), visitor))?.language).toBeNull();
});

onEveryEngine('nobody is asked in vain: an id of another form chooses nothing', async (world) => {
  await world.ports.users.chooseLanguage('no uuid', 'de', afterNoon(60));
  const person = await aPerson(world);
  expect(await languageOf(world, person.id)).toBe('en');
});
