import type { Letter, LetterTemplate } from '#core/letters.ts';
import type { Site } from '#core/ports.ts';

/** The site that the sample letters speak of. */
export const sampleSite: Site = { name: 'Gatehouse', origin: 'https://gatehouse.example' };

/** A sample of every letter; one that is missing fails the type check. */
export type Samples = {
  [Template in LetterTemplate]: Extract<Letter, { template: Template }>['props'];
};

/** The samples as letters. */
export function lettersOf(samples: Samples): Letter[] {
  return Object.entries(samples).map(([template, props]) => ({ template, props }) as Letter);
}

const token = 'q7Jx0cRzN4m2Wd8VtLhYpKs5aGfEuB1oXiTnCvHjS3w';
const pageOf = (path: string) => `https://gatehouse.example/${path}`;

const happened = {
  name: 'Ada',
  at: '2026-11-25T04:14:09.000Z',
  device: 'Firefox on Linux',
  place: 'Utrecht, NL',
  disownLink: pageOf(`not-me?token=${token}`),
};
const connectionsLink = pageOf('account/connections');
const signInLink = pageOf('sign-in');

/** Every letter as most readers get it. */
export const friendlySamples: Samples = {
  'verify-email': {
    name: 'Ada',
    link: pageOf(`verify-email?token=${token}`),
    code: '40719263',
    hours: '24',
  },
  'existing-account': { name: '', signInLink, resetLink: pageOf('forgot-password') },
  'reset-password': { name: 'Ada', link: pageOf(`reset-password?token=${token}`), minutes: '60' },
  'no-password': { name: 'Ada Lovelace', signInLink },
  'confirm-address': { name: 'Ada', link: pageOf(`confirm-address?token=${token}`), hours: '24' },
  'address-in-use': { name: 'Ada', signInLink },
  'password-changed': happened,
  'password-reset': { ...happened, place: '' },
  'password-set': { ...happened, device: 'Safari on iPhone' },
  'address-changed': {
    ...happened,
    newAddress: 'ada.lovelace@example.org',
    undoLink: pageOf(`undo-change?token=${token}`),
    disownLink: pageOf(`undo-change?token=${token}`),
    hours: '72',
  },
  'address-taken': happened,
  'address-restored': happened,
  'new-device': { ...happened, device: 'Unknown device', place: 'NL' },
  'role-changed': { ...happened, role: 'support' },
  'account-disabled': { ...happened, until: '2026-12-01T12:00:00.000Z' },
  'account-enabled': { ...happened, device: '', place: '' },
  'connection-added': { ...happened, provider: 'github', connectionsLink },
  'connection-removed': { ...happened, provider: 'microsoft', connectionsLink },
};

/** Every letter as most readers get it, in the order of core/letters.ts. */
export const friendlyLetters = lettersOf(friendlySamples);
