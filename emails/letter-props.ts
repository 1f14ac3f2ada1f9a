import type { Letter, LetterTemplate } from '#core/letters.ts';
import { isProvider } from '#core/provider-identity.ts';
import { type Role, roles } from '#core/roles.ts';
import { address, words } from './fill.ts';

type PropsOf<Template extends LetterTemplate> = Extract<Letter, { template: Template }>['props'];

/** What every notice has (NoticeProps in core/letters.ts). */
const noticeProps = {
  name: words,
  at: moment,
  device: words,
  place: words,
  disownLink: address,
};
const connectionProps = { ...noticeProps, provider, connectionsLink: address };

const readers: {
  [Template in LetterTemplate]: Record<keyof PropsOf<Template>, (value: string) => string>;
} = {
  'verify-email': { name: words, link: address, code: words, hours: count },
  'existing-account': { name: words, signInLink: address, resetLink: address },
  'reset-password': { name: words, link: address, minutes: count },
  'no-password': { name: words, signInLink: address },
  'confirm-address': { name: words, link: address, hours: count },
  'address-in-use': { name: words, signInLink: address },
  'password-changed': noticeProps,
  'password-reset': noticeProps,
  'password-set': noticeProps,
  'address-changed': { ...noticeProps, newAddress: words, undoLink: address, hours: count },
  'address-taken': noticeProps,
  'address-restored': noticeProps,
  'new-device': noticeProps,
  'role-changed': { ...noticeProps, role },
  'account-disabled': { ...noticeProps, until: momentOrNone },
  'account-enabled': noticeProps,
  'connection-added': connectionProps,
  'connection-removed': connectionProps,
};

/** Every template that the house sends, by its name in the outbox. */
export const letterTemplates = Object.keys(readers) as LetterTemplate[];

/**
 * Reads the props of a letter by their kinds, cleaned for printing. Throws a TypeError on an unknown
 * template, and on a prop that is missing, of another kind or of another letter: the outbox may
 * hold a letter of an older or newer release, whatever the types say.
 */
export function readLetter({ template, props }: Letter): Letter {
  if (!Object.hasOwn(readers, template)) throw new TypeError('no such letter');
  const wanted: Record<string, (value: string) => string> = readers[template];
  const given = new Map<string, string>(Object.entries(props));
  for (const prop of given.keys()) {
    if (!Object.hasOwn(wanted, prop)) throw new TypeError('letter prop of another letter');
  }
  const read = Object.entries(wanted).map(([prop, reader]) => [
    prop,
    reader(words(given.get(prop))),
  ]);
  return { template, props: Object.fromEntries(read) } as Letter;
}

function moment(value: string): string {
  if (Number.isNaN(Date.parse(value))) throw new TypeError('letter prop is no moment');
  return value;
}

function momentOrNone(value: string): string {
  return value === '' ? value : moment(value);
}

function count(value: string): string {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new TypeError('letter prop is no count');
  return value;
}

function provider(value: string): string {
  if (!isProvider(value)) throw new TypeError('letter prop is no provider');
  return value;
}

function role(value: string): string {
  if (!roles.includes(value as Role)) throw new TypeError('letter prop is no role');
  return value;
}
