import type { Language } from './language.ts';
import type { Provider } from './provider-identity.ts';
import type { Role } from './roles.ts';

/**
 * The letters that the house sends, by template name, with their props: strings alone, and no
 * sentence among them, since the letter words them in its reader's language. Moments are ISO 8601.
 */
export type Letter =
  | { template: 'verify-email'; props: { name: string; link: string; code: string; hours: string } }
  | { template: 'existing-account'; props: { name: string; signInLink: string; resetLink: string } }
  | { template: 'reset-password'; props: { name: string; link: string; minutes: string } }
  /** Someone asked to reset the password of an account that has none. */
  | { template: 'no-password'; props: { name: string; signInLink: string } }
  /** To the address that an account is about to take. */
  | { template: 'confirm-address'; props: { name: string; link: string; hours: string } }
  /** To the owner of an address that somebody else wanted for their account. */
  | { template: 'address-in-use'; props: { name: string; signInLink: string } }
  | Notice;

/** The letters that tell an owner what happened to their account. Each has "this wasn't me". */
export type Notice =
  | { template: 'password-changed'; props: NoticeProps }
  | { template: 'password-reset'; props: NoticeProps }
  /** A first password, on an account that had only providers. */
  | { template: 'password-set'; props: NoticeProps }
  /** To the old address; the link undoes the change. */
  | {
      template: 'address-changed';
      props: NoticeProps & { newAddress: string; undoLink: string; hours: string };
    }
  /** To the new address. */
  | { template: 'address-taken'; props: NoticeProps }
  /** To the address that an account has again. */
  | { template: 'address-restored'; props: NoticeProps }
  | { template: 'new-device'; props: NoticeProps }
  | { template: 'role-changed'; props: NoticeProps & { role: Role } }
  /** `until` is empty when it is for good. */
  | { template: 'account-disabled'; props: NoticeProps & { until: string } }
  | { template: 'account-enabled'; props: NoticeProps }
  | {
      template: 'connection-added';
      props: NoticeProps & { provider: Provider; connectionsLink: string };
    }
  | {
      template: 'connection-removed';
      props: NoticeProps & { provider: Provider; connectionsLink: string };
    };

/** What every notice says: when, and from which device and place (empty when it is not known). */
export type NoticeProps = {
  name: string;
  at: string;
  device: string;
  place: string;
  /** Where a press ends every session of the account and sends a letter to reset its password. */
  disownLink: string;
};

export type LetterTemplate = Letter['template'];
export type NoticeTemplate = Notice['template'];

/** A letter as the outbox keeps it: its props hold live secrets, so they are sealed. */
export type SealedLetter = {
  id: string;
  template: LetterTemplate;
  to: string;
  /** The language that it is written in when the account it goes to has chosen none. */
  language: Language;
  /** JWE of the props, under the outbox key. */
  propsSealed: string;
};

export type ClaimedLetter = SealedLetter & {
  attempts: number;
  /** True when letters came back from this address, or were called spam there. */
  isSuppressed: boolean;
};
