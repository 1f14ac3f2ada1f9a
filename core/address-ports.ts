import type { AuditContext } from './actors.ts';
import type { EmailAddress } from './email-address.ts';
import type { SealedLetter } from './letters.ts';
import type { NewOneTimeToken, SealedNotice } from './token-record.ts';

/** A letter with the token of its link, which becomes live with it. */
export type LetterWithToken = { letter: SealedLetter; token: NewOneTimeToken };

/** Somebody signed in wants another address: everything that the answer may need. */
export type AddressChangeRequest = {
  userId: string;
  to: EmailAddress;
  /** To the new address; its token gives that address to the account. */
  confirm: LetterWithToken;
  /** To the owner of the new address, when it has one: it carries no token. */
  inUseLetter: SealedLetter;
  now: Date;
};

/** What the links of this file do. */
export type AddressPurpose = 'change_email' | 'undo_email_change' | 'disown_activity';

/** What a live link is about. */
export type AddressLink = {
  /** The account's present address and name. */
  email: string;
  name: string | null;
  /** The address that the link gives to the account; of a disown link, the one that it went to. */
  address: EmailAddress;
};

export type AddressLinkFound =
  | ({ result: 'live' } & AddressLink)
  | { result: 'expired' }
  | { result: 'invalid' };

/** Everything that a confirmation may write. */
export type AddressConfirmation = {
  tokenDigest: string;
  /** To the old address: its token undoes the change. */
  changed: LetterWithToken;
  /** To the new address. */
  taken: SealedNotice;
  now: Date;
};

/** Everything that an undoing may write. */
export type AddressUndoing = {
  tokenDigest: string;
  restored: SealedNotice;
  reset: LetterWithToken;
  now: Date;
};

/** Everything that "this wasn't me" may write. */
export type Disowning = { tokenDigest: string; reset: LetterWithToken; now: Date };

export type LinkSpent =
  | { result: 'used'; userId: string; endedIds: string[] }
  | { result: 'expired' }
  | { result: 'invalid' };

export type AddressChanges = {
  /**
   * Keeps token and letter of a change in the place of an older one, in one statement; for an
   * address that another account has, a letter to its owner; nothing while the caps on letters
   * hold. An account that nobody confirmed has no address: it gives way.
   */
  request(request: AddressChangeRequest, audit: AuditContext): Promise<'sent' | 'in_use' | 'quiet'>;
  /** Looks at a link without using it. */
  find(tokenDigest: string, purpose: AddressPurpose, now: Date): Promise<AddressLinkFound>;
  /**
   * Uses a token once, in one statement: gives the account its new address, verified, ends every
   * session and the open links of the old address, and stores the notices to both. Invalid when
   * another account has confirmed the address meanwhile.
   */
  confirm(confirmation: AddressConfirmation, audit: AuditContext): Promise<LinkSpent>;
  /**
   * Uses a token once, in one statement: gives the account its old address back, takes its password
   * away and the connections made since a week before the change, ends every session and every
   * open link but those that undo earlier changes, and stores the notice with a letter to choose a
   * password, unless an older connection remains and there was no password.
   */
  undo(undoing: AddressUndoing, audit: AuditContext): Promise<LinkSpent>;
  /**
   * Uses a token once, in one statement: ends every session and the open links to the account but
   * those that undo a change. The letter to choose a password goes out when the account has one and
   * has the address still that the token was sent to.
   */
  disown(disowning: Disowning, audit: AuditContext): Promise<LinkSpent>;
};
