import { expect, test } from 'vitest';
import { chooseLanguage, chooseLanguageInput } from '#core/choose-language.ts';
import { openNewSession } from '#core/open-session.ts';
import { fieldErrors } from '#core/text-input.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

test('a chosen language is kept with the account, and told at its next sign-in', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  expect(user.language).toBeNull();

  await chooseLanguage(ports, chooseLanguageInput.parse({ language: 'de' }), claims);

  expect(user.language).toBe('de');
  const opening = { method: 'password', isRemembered: true, provenHash: null } as const;
  const opened = await openNewSession(
    ports,
    { ...opening, userId: user.id, replaces: null, attempt: null },
    caller,
  );
  expect(opened?.language).toBe('de');
});

test.each([
  [{}, 'missing'],
  [{ language: '' }, 'invalid'],
  [{ language: 'DE' }, 'invalid'],
  [{ language: 'fr' }, 'invalid'],
  [{ language: ['de'] }, 'invalid'],
])('%j is no choice of a language: %s', (input, code) => {
  const parsed = chooseLanguageInput.safeParse(input);
  expect(parsed.success ? [] : fieldErrors(parsed.error)).toEqual([{ field: 'language', code }]);
});
