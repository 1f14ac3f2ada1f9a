import type { LetterTemplate } from '#core/letters.ts';

const letters: Record<LetterTemplate, string> = {
  'verify-email': 'Confirm an address',
  'existing-account': 'You have an account already',
  'reset-password': 'Reset a password',
  'no-password': 'Account without a password',
  'confirm-address': 'Confirm a new address',
  'address-in-use': 'Address already in use',
  'password-changed': 'Password changed',
  'password-reset': 'Password reset',
  'password-set': 'Password set',
  'address-changed': 'Address changed (to the old one)',
  'address-taken': 'Address changed (to the new one)',
  'address-restored': 'Address restored',
  'new-device': 'Sign-in on a new device',
  'role-changed': 'Role changed',
  'account-disabled': 'Account disabled',
  'account-enabled': 'Account enabled',
  'connection-added': 'Connection added',
  'connection-removed': 'Connection removed',
};

/** What may keep a letter back, by the code in the outbox; an HTTP status stands for all of its codes. */
const errors = {
  suppressed: 'Letters to this address came back before',
  attempts_used_up: 'Every attempt was cut off',
  props_unreadable: 'Its content cannot be opened',
  letter_unrenderable: 'Its content does not fit its template',
  recipient_invalid: 'The address cannot take letters',
  timeout: 'The provider did not answer in time',
  unreachable: 'The provider could not be reached',
  answer_unreadable: 'The provider’s answer made no sense',
  limited: 'The provider limits us',
  keyRefused: 'The provider refuses our key',
  refused: 'The provider refuses the letter',
  failed: 'The provider failed',
  other: 'It could not be sent',
};

/** Letters that come back, and the staff page of letters. */
export const mail = {
  title: 'Mail',
  lead: 'Letters on their way, and those that were given up. What they say is never shown.',
  linkTitle: 'Mail',
  linkText: 'Letters that wait, letters that were given up, addresses that get none.',
  linkName: 'See the mail',
  back: 'Administration',
  figures: {
    title: 'Figures',
    waiting: 'Waiting',
    waitingLong: (count: number) => `${count} for longer than 10 minutes`,
    noneLong: 'None for long',
    sent: 'Sent',
    buried: 'Given up',
    inADay: 'In the last 24 hours',
    suppressed: 'Suppressed addresses',
    suppressedNote: 'Letters came back from there',
  },
  list: {
    label: 'Which letters',
    buried: 'Given up',
    waiting: 'Waiting',
    long: 'Waits long',
    attempts: (count: number) =>
      count === 0 ? 'Not tried yet' : count === 1 ? 'Tried once' : `Tried ${count} times`,
    buriedAt: 'Given up',
    waitingSince: 'Waiting since',
    triedNext: 'Tried next',
    older: 'Older letters',
    newer: 'Later letters',
    first: 'Back to the first page',
    noBuried: {
      title: 'No letter was given up',
      text: 'A letter is given up when the provider refuses it, after twelve attempts, or when letters to its address came back before.',
    },
    noWaiting: {
      title: 'No letter waits',
      text: 'Letters wait here while the provider cannot take them. They are tried again by themselves, for about 20 hours.',
    },
    badCursor: {
      title: 'This page of the list does not exist',
      text: 'Go back to the first page.',
    },
  },
  letters,
  errors,
  banner: {
    bounced: {
      title: (address: string) => `Letters to ${address} come back`,
      text: 'So we have stopped sending any. You would miss warnings about your account, and could not reset your password by letter.',
    },
    complained: {
      title: (address: string) => `Our letters to ${address} were reported as spam`,
      text: 'So we have stopped sending any. You would miss warnings about your account, and could not reset your password by letter.',
    },
    resume: 'Send letters again',
    resuming: 'One moment…',
    about: (address: string) => `to ${address}`,
    change: 'Change your address',
    resumed: {
      title: 'We send letters again',
      text: 'If one comes back once more, you will see it here.',
    },
  },
};
