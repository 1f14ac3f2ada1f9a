import type { Messages } from './shape.ts';

/** What all notices say in English. */
export const notice: Messages['notice'] = {
  preheader: (on) => `It happened ${on}. If it was not you, this letter says what to do.`,
  own: 'If it was you, there is nothing to do. If it was not, choose “This wasn’t me”: it ends every session of your account and sends you a letter to choose a new password.',
  byStaff:
    'If you know about it, there is nothing to do. If someone else may be using your account, choose “This wasn’t me”: it ends every session of your account and sends you a letter to choose a new password.',
  besides:
    'If someone else may be using your account, choose “This wasn’t me”: it ends every session of your account and sends you a letter to choose a new password.',
  disown: 'This wasn’t me',
  open: 'This wasn’t me:',
  unasked:
    'Letters like this one tell you what happens to your account. They cannot be turned off, and they never ask for your password.',
};

/** What each notice says in English. */
export const notices: Messages['notices'] = {
  'password-changed': ({ site, happened }) => ({
    subject: `Your password at ${site} was changed`,
    heading: 'Your password was changed',
    lead: [`The password of your account at ${site} was changed ${happened}.`],
  }),
  'password-reset': ({ site, happened }) => ({
    subject: `Your password at ${site} was reset`,
    heading: 'Your password was reset',
    lead: [
      `A new password was chosen for your account at ${site} ${happened}. Every session was ended; from now on you sign in with the new password.`,
    ],
  }),
  'password-set': ({ site, happened }) => ({
    subject: `Your account at ${site} has a password now`,
    heading: 'Your account has a password now',
    lead: [
      `A first password was set for your account at ${site} ${happened}. You can sign in with it, and with the services that you connected as before.`,
    ],
  }),
  'address-changed': ({ site, happened, newAddress, lifetime }) => ({
    subject: `The address of your account at ${site} was changed`,
    heading: 'Your address was changed',
    preheader: `If it was not you, undo the change within ${lifetime}.`,
    lead: [
      `The e-mail address of your account at ${site} was changed to ${newAddress} ${happened}. Our letters go there from now on.`,
      'If it was you, there is nothing to do. If this wasn’t you, undo the change: your account gets this address back, every session ends, the password works no more, and we send you a letter to choose a new one.',
    ],
    button: 'Undo the change',
    open: 'Open this page and press the button there:',
    expiry: `The link works once, within ${lifetime}.`,
    unasked: notice.unasked,
  }),
  'address-taken': ({ site, happened }) => ({
    subject: `This is your address at ${site} now`,
    heading: 'Your new address is in use',
    lead: [
      `The e-mail address of your account at ${site} was changed to this one ${happened}. From now on you sign in with it, and our letters come here.`,
    ],
  }),
  'address-restored': ({ site, happened }) => ({
    subject: `Your account at ${site} has its old address again`,
    heading: 'The change was undone',
    lead: [
      `The change of the e-mail address of your account at ${site} was undone ${happened}. You sign in with this address again. Every session was ended and the password works no more: another letter lets you choose a new one.`,
    ],
  }),
  'new-device': ({ site, happened }) => ({
    subject: `New sign-in to your account at ${site}`,
    heading: 'A sign-in from a new device',
    lead: [
      `Someone signed in to your account at ${site} ${happened}. We had not seen this device before.`,
    ],
  }),
  'role-changed': ({ site, happened, role }) => ({
    subject: `Your role at ${site} was changed`,
    heading: 'Your role was changed',
    lead: [`The role of your account at ${site} was changed to “${role}” ${happened}.`],
  }),
  'account-disabled': ({ site, happened, until }) => ({
    subject: `Your account at ${site} was disabled`,
    heading: 'Your account was disabled',
    lead: [
      until === null
        ? `Your account at ${site} was disabled ${happened}. Every session was ended, and you cannot sign in any more.`
        : `Your account at ${site} was disabled ${happened}. Every session was ended, and you cannot sign in until ${until}. After that your account works again by itself.`,
    ],
  }),
  'account-enabled': ({ site, happened }) => ({
    subject: `Your account at ${site} is enabled again`,
    heading: 'Your account is enabled again',
    lead: [`Your account at ${site} was enabled again ${happened}. You can sign in as before.`],
  }),
  'connection-added': ({ site, happened, provider }) => ({
    subject: `${provider} was connected to your account at ${site}`,
    heading: 'A new way into your account',
    preheader: `You can sign in at ${site} with ${provider} from now on.`,
    lead: [
      `${provider} was connected to your account at ${site} ${happened}. From now on you can sign in with it. If it was you, there is nothing to do.`,
    ],
    button: 'See your connections',
    open: 'Your connections:',
    second: {
      sentence: `If it was not you, disconnect ${provider} on that page. ${notice.besides}`,
      label: notice.disown,
    },
    unasked: notice.unasked,
  }),
  'connection-removed': ({ site, happened, provider }) => ({
    subject: `${provider} was disconnected from your account at ${site}`,
    heading: 'A way into your account is gone',
    preheader: `You can no longer sign in at ${site} with ${provider}.`,
    lead: [
      `${provider} was disconnected from your account at ${site} ${happened}. You can no longer sign in with it; your other ways in work as before. If it was you, there is nothing to do.`,
    ],
    button: 'See your connections',
    open: 'Your connections:',
    second: {
      sentence: `If it was not you, sign in another way and connect ${provider} again on that page. ${notice.besides}`,
      label: notice.disown,
    },
    unasked: notice.unasked,
  }),
};
