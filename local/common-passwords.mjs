import { readFileSync, writeFileSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * Writes core/common-passwords.ts from the ranked list of the zxcvbn dictionary: every entry that
 * is long enough to be a password somewhere, and the most common ones as bases, since what people make
 * of fifteen characters is `passwordpassword` or `michael123456789`. With `--check` it only says
 * whether the file is what it would write.
 */
// The least that PASSWORD_MINIMUM may be.
const shortestPassword = 12;
const shortestBase = 4;
const longestBase = 14;
const ranked = dictionary['passwords-common'];

const long = ranked.filter((word) => [...word].length >= shortestPassword);
const bases = ranked
  .slice(0, 3000)
  .filter((word) => word.length >= shortestBase && word.length <= longestBase)
  .filter((word) => /^[a-z0-9]+$/.test(word))
  .sort();

const text = `// Written by local/common-passwords.mjs from @zxcvbn-ts/language-common (MIT). Do not edit.

/** Common passwords that are long enough to be chosen here. */
export const commonLongPasswords: readonly string[] =
  '${long.join(' ')}'.split(' ');

/** The most common passwords: what longer ones are made of. */
export const commonBases: readonly string[] =
  '${bases.join(' ')}'.split(' ');
`;

const file = new URL('../core/common-passwords.ts', import.meta.url);
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('core/common-passwords.ts is out of date: node local/common-passwords.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
  console.log(`${long.length} long passwords, ${bases.length} bases, ${text.length} bytes`);
}
