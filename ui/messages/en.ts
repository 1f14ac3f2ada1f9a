import { address } from './en/address.ts';
import { mail } from './en/mail.ts';
import { passwords } from './en/passwords.ts';
import { recovery } from './en/recovery.ts';

/** What the pages say in English: the shape that every other language fills. */
export const en = { address, mail, passwords, recovery };
