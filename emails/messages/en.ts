import { notice, notices } from './en-notices.ts';
import type { Messages } from './shape.ts';

/** What letters say in English. */
export const en: Messages = {
  locale: 'en-GB',
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  footer: (site, origin) => `Sent by ${site}, ${origin}`,
  bareLink: 'If the button does not work, open this address:',
  hours: (count) => (count === 1 ? 'one hour' : `${count} hours`),
  minutes: (count) => (count === 1 ? 'one minute' : `${count} minutes`),
  roles: { user: 'User', support: 'Support', admin: 'Administrator' },
  on: (moment) => `on ${moment}`,
  withDevice: (device) => (device === null ? 'with an unknown device' : `with ${device}`),
  near: (place) => `near ${place}`,
  inCountry: (code) => `in ${code}`,
  notice,
  notices,
  letters: {
    'verify-email': ({ site, lifetime }) => ({
      subject: `Confirm your e-mail address for ${site}`,
      heading: 'Confirm your address',
      preheader: `Press the button or type the code, within ${lifetime}.`,
      lead: [
        `One step is left: confirm that this e-mail address is yours, and your account at ${site} is ready.`,
      ],
      button: 'Confirm this address',
      open: 'Open this page and press the button there:',
      codeLead: 'Or type this code on the page where you registered:',
      expiry: `The link and the code work once, within ${lifetime}.`,
      unasked: `If you did not register at ${site}, do not follow the link and give the code to nobody: without them no one can use your address. There is nothing else to do.`,
    }),
    'existing-account': ({ site }) => ({
      subject: `You already have an account at ${site}`,
      heading: 'You already have an account',
      preheader: `Someone tried to register at ${site} with your address. Nothing has changed.`,
      lead: [
        `Someone, probably you, tried to register at ${site} with this address. It has an account already, so we made no second one and changed nothing. You can simply sign in.`,
      ],
      button: 'Sign in',
      open: 'Sign in:',
      second: {
        sentence: 'If you have forgotten your password, you can choose a new one.',
        label: 'Forgot your password?',
      },
      unasked:
        'If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists.',
    }),
    'reset-password': ({ site, lifetime }) => ({
      subject: `Choose a new password for ${site}`,
      heading: 'Choose a new password',
      preheader: `The link in this letter works once, within ${lifetime}.`,
      lead: [
        `Someone, probably you, asked for a new password for your account at ${site}. Once you have chosen it, every session ends and you sign in with the new one.`,
      ],
      button: 'Choose a new password',
      open: 'Open this page and choose it there:',
      expiry: `The link works once, within ${lifetime}.`,
      unasked:
        'If it was not you, there is nothing to do: your password stays as it is, and without this link nobody can change it. Give the link to nobody.',
    }),
    'no-password': ({ site }) => ({
      subject: `Your account at ${site} has no password`,
      heading: 'Your account has no password',
      preheader: 'You sign in with a service that you connected. Nothing has changed.',
      lead: [
        `Someone, probably you, asked for a new password for your account at ${site}. It has none: you sign in with a service that you connected to it. Choose that service on the page to sign in.`,
        'If you would like a password as well, you can set one in your account once you are signed in.',
      ],
      button: 'Sign in',
      open: 'Sign in:',
      unasked: 'If it was not you, there is nothing to do: your account is as it was.',
    }),
    'confirm-address': ({ site, lifetime }) => ({
      subject: `Confirm your new e-mail address for ${site}`,
      heading: 'Confirm your new address',
      preheader: `The link in this letter works once, within ${lifetime}.`,
      lead: [
        `Someone, probably you, wants to use this e-mail address for an account at ${site}. Confirm it, and from then on you sign in with this address and our letters come here.`,
      ],
      button: 'Confirm this address',
      open: 'Open this page and press the button there:',
      expiry: `The link works once, within ${lifetime}. Until you confirm, nothing changes.`,
      unasked:
        'If it was not you, do not follow the link: without it no one can use your address. There is nothing else to do.',
    }),
    'address-in-use': ({ site }) => ({
      subject: `Your address belongs to an account at ${site} already`,
      heading: 'This address is in use already',
      preheader: `Someone wanted to use your address for another account. Nothing has changed.`,
      lead: [
        `Someone, perhaps you, wanted to use this e-mail address for another account at ${site}. It belongs to your account already, so nothing has changed. You can sign in with it.`,
      ],
      button: 'Sign in',
      open: 'Sign in:',
      unasked:
        'If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists.',
    }),
  },
};
