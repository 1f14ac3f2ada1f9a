import { createHash } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import { demonstrationPasswords } from './demonstration-passwords.ts';

/** How often a password was seen in breaches, by the last 35 digits of its digest, by the first 5. */
export type BreachedList = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The list of this machine: the ranked common passwords, the demonstration ones behind them. */
export function breachedList(): BreachedList {
  const passwords = [...(dictionary['passwords-common'] ?? []), ...demonstrationPasswords];
  const list = new Map<string, Map<string, number>>();
  for (const [at, password] of passwords.entries()) {
    const digest = createHash('sha1').update(String(password)).digest('hex').toUpperCase();
    const [prefix, suffix] = [digest.slice(0, 5), digest.slice(5)];
    const range = list.get(prefix) ?? new Map<string, number>();
    // The further down the list, the more seldom: as good a number as any here.
    range.set(suffix, Math.ceil(10_000_000 / (at + 1)));
    list.set(prefix, range);
  }
  return list;
}
