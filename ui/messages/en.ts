import { account } from './en/account.ts';
import { address } from './en/address.ts';
import { admin } from './en/admin.ts';
import { connections } from './en/connections.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { islands } from './en/islands.ts';
import { mail } from './en/mail.ts';
import { passwords } from './en/passwords.ts';
import { recovery } from './en/recovery.ts';
import { sessions } from './en/sessions.ts';
import { signingIn } from './en/signing-in.ts';

/** What the pages say in English: the shape that every other language fills. */
export const en = {
  account,
  address,
  admin,
  connections,
  frame,
  home,
  islands,
  mail,
  passwords,
  recovery,
  sessions,
  signingIn,
};
