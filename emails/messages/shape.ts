import type { LetterTemplate, NoticeTemplate } from '#core/letters.ts';
import type { Role } from '#core/roles.ts';

/** The words of one letter; each string is one paragraph, label or line. */
export type LetterWords = {
  subject: string;
  heading: string;
  /** What the list of letters shows beside the subject. */
  preheader: string;
  /** Above the button. In German it follows a greeting with a comma, so it begins accordingly. */
  lead: string[];
  button: string;
  /** Stands before the button's address in the plain text. */
  open: string;
  /** Stands above the code, in letters that have one. */
  codeLead?: string;
  /** How long the letter is good for, in letters with a link that ends. */
  expiry?: string;
  /** What the second button is for, in letters that have one, and its label. */
  second?: { sentence: string; label: string };
  /** Small print: what to do for a reader who did not expect the letter. */
  unasked: string;
};

/** A notice says what happened; button and small print are the same in all that have no other. */
export type NoticeWords = Pick<LetterWords, 'subject' | 'heading' | 'lead'>;

type Site = { site: string };
type Limited = Site & { lifetime: string };
/** "on 25 November 2026, 04:14 UTC, with Firefox on Linux, near Utrecht, NL". */
type Happened = Site & { happened: string };
type Connection = Happened & { provider: string };

type AskingLetters = {
  'verify-email'(values: Limited): LetterWords;
  'existing-account'(values: Site): LetterWords;
  'reset-password'(values: Limited): LetterWords;
  'no-password'(values: Site): LetterWords;
  'confirm-address'(values: Limited): LetterWords;
  'address-in-use'(values: Site): LetterWords;
};

type NoticeLetters = {
  'password-changed'(values: Happened): NoticeWords;
  'password-reset'(values: Happened): NoticeWords;
  'password-set'(values: Happened): NoticeWords;
  'address-changed'(values: Happened & { newAddress: string; lifetime: string }): LetterWords;
  'address-taken'(values: Happened): NoticeWords;
  'address-restored'(values: Happened): NoticeWords;
  'new-device'(values: Happened): NoticeWords;
  'role-changed'(values: Happened & { role: string }): NoticeWords;
  'account-disabled'(values: Happened & { until: string | null }): NoticeWords;
  'account-enabled'(values: Happened): NoticeWords;
  'connection-added'(values: Connection): LetterWords;
  'connection-removed'(values: Connection): LetterWords;
};

/** Everything that letters say in one language. */
export type Messages = {
  /** The locale by which moments are written. */
  locale: string;
  /** The name is empty for a reader whose name is not known or not to be repeated. */
  greeting(name: string): string;
  footer(site: string, origin: string): string;
  bareLink: string;
  hours(count: number): string;
  minutes(count: number): string;
  roles: Record<Role, string>;
  on(moment: string): string;
  /** The device is as core names it, in English; null when it cannot be told. */
  withDevice(device: string | null): string;
  near(place: string): string;
  inCountry(code: string): string;
  /** What all notices say besides what happened. */
  notice: {
    preheader(on: string): string;
    /** For what the reader does alone. */
    own: string;
    /** For what the site's staff does. */
    byStaff: string;
    /** For notices whose first button is another one. */
    besides: string;
    disown: string;
    open: string;
    unasked: string;
  };
  letters: Pick<AskingLetters, Exclude<LetterTemplate, NoticeTemplate>>;
  notices: Pick<NoticeLetters, NoticeTemplate>;
};
