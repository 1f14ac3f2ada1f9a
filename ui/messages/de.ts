import { account } from './de/account.ts';
import { address } from './de/address.ts';
import { admin } from './de/admin.ts';
import { connections } from './de/connections.ts';
import { frame } from './de/frame.ts';
import { home } from './de/home.ts';
import { islands } from './de/islands.ts';
import { mail } from './de/mail.ts';
import { passwords } from './de/passwords.ts';
import { recovery } from './de/recovery.ts';
import { sessions } from './de/sessions.ts';
import { signingIn } from './de/signing-in.ts';
import type { en } from './en.ts';

/** What the pages say in German. A key that is missing fails the type check. */
export const de: typeof en = {
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
