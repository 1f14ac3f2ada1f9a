import { expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import { measurePassword, measurePasswordInput } from '#core/measure-password.ts';
import { readStrength } from '#core/password-strength.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const ada = {
  address: { email: 'Ada.Lovelace@analytical.test', normalised: 'ada.lovelace@analytical.test' },
  name: 'Ada Lovelace',
  site: { name: 'Gatehouse', origin: 'https://gatehouse.example' },
  policy: { minimum: 15 },
};

test.each([
  ['a', 'too_short', 'longer', 14],
  ['fjord umbra 12', 'too_short', 'longer', 1],
  ['🗝🧭🧵🪁🪴🧊🛟🪨🫧🪶', 'too_short', 'longer', 5],
  ['passwordpassword', 'guessable', 'uncommon', 0],
  ['aaaaaaaaaaaaaaaaaaaa', 'guessable', 'uncommon', 0],
  ['lalalalalalalalalala', 'guessable', 'uncommon', 0],
  ['ada.lovelace1815', 'guessable', 'unrelated', 0],
  ['iloveyou monkey dragon 7', 'fair', 'another_word', 0],
  ['lantern orbit velvet canyon', 'strong', 'keep', 0],
  ['kV9-wm3x_Qh7-ztB2', 'strong', 'keep', 0],
  ['漢字かな交じり文の長い合い言葉です', 'strong', 'keep', 0],
  ['x'.repeat(1001), 'too_long', 'shorter', 0],
])('%j is %s: %s', (password, strength, advice, missing) => {
  expect(readStrength(password, ada)).toEqual({ strength, advice, missing });
});

test('what is typed beside it counts, and so does the configured minimum', () => {
  const password = 'lovelace ada 1815 analytical';

  expect(readStrength(password, ada).strength).toBe('guessable');
  expect(readStrength(password, { ...ada, name: null, address: nobody }).strength).toBe('strong');
  expect(readStrength('fjord umbra 12', { ...ada, policy: { minimum: 12 } }).missing).toBe(0);
});

test('every password that the policy takes has a word for it, within a moment', () => {
  const text = 'velvet umbra 7 quinoa; fjord '.repeat(35).slice(0, 1000);
  const startedAt = performance.now();

  expect(readStrength(text, ada).advice).not.toBe('shorter');
  expect(performance.now() - startedAt).toBeLessThan(250);
});

test('measuring asks the limits alone, and takes an address that is half typed', async () => {
  const { ports, memory, caller } = memoryWorld();
  const input = measurePasswordInput.parse({
    ...{ password: 'lantern orbit velvet canyon', email: 'ada@', name: '' },
  });

  expect(await measurePassword(ports, input, caller)).toMatchObject({
    value: { strength: 'strong' },
  });
  expect(memory.calls).toEqual(['limits.take']);
});

test('a visitor measures so often and no oftener', async () => {
  const { ports, caller } = memoryWorld();
  const input = measurePasswordInput.parse({ password: 'lantern orbit velvet canyon' });

  for (let count = 0; count < limits['strength-ip'].quota; count += 1) {
    expect((await measurePassword(ports, input, caller)).ok).toBe(true);
  }
  expect(await measurePassword(ports, input, caller)).toMatchObject({
    refusal: { code: 'too_many_attempts' },
  });
});

const nobody = { email: '', normalised: '' };
