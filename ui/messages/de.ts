import { address } from './de/address.ts';
import { mail } from './de/mail.ts';
import { passwords } from './de/passwords.ts';
import { recovery } from './de/recovery.ts';
import type { en } from './en.ts';

/** What the pages say in German. A key that is missing fails the type check. */
export const de: typeof en = { address, mail, passwords, recovery };
