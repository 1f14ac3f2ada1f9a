/** The change of an address, its undoing, and "this wasn't me". */
export const address = {
  change: {
    title: 'E-mail address',
    lead: (address: string) => `You sign in with ${address}, and our letters go there.`,
    hint: 'We send a letter there. Your address stays the same until you press the button in it.',
    submit: 'Change address',
    submitting: 'Sending…',
    sentTitle: 'Look into the inbox of your new address',
    sentText: (address: string) =>
      `If ${address} can be used, a letter is on its way there. Confirm the address by its link within 24 hours; until then nothing changes.`,
  },
  confirm: {
    title: 'Confirm your new address',
    leadFor: (address: string) => `${address} becomes the address of your account.`,
    lead: 'From then on you sign in with it. All your devices are signed out, and your old address gets a letter.',
    submit: 'Confirm address',
    submitting: 'Confirming…',
    doneTitle: 'Your address is changed',
    doneHere:
      'You sign in with it from now on. All other devices are signed out; this one stays signed in.',
    doneElsewhere: 'All devices are signed out. Sign in with your new address.',
    onward: 'Your account',
    askAgain: 'Ask for a new letter',
    dead: {
      expired: {
        title: 'This link has expired',
        text: 'Links that confirm a new address work for 24 hours. You can ask for a new one.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It was used already, replaced by a newer one, cut short on its way, or the address belongs to another account by now. If you have confirmed your address, just sign in with it.',
      },
      missing: {
        title: 'Open the link of your letter',
        text: 'A new address is confirmed by the link in our letter. Open it again from your inbox.',
      },
    },
  },
  undo: {
    title: 'Undo the change of address',
    leadFor: (address: string) => `Your account gets ${address} back.`,
    lead: 'Press the button if it was not you who changed it. Whoever it was has no way in any more:',
    effects: [
      'All devices are signed out.',
      'The password stops working. We send you a letter to choose a new one.',
      'Services that were connected since a week before the change are disconnected.',
    ],
    submit: 'Undo the change',
    submitting: 'Undoing…',
    doneTitle: 'The change is undone',
    doneText:
      'Your account has this address again, and all devices are signed out. Look into your inbox: a letter says how you get in.',
    askAgain: 'Send the letter again',
    dead: {
      expired: {
        title: 'This link has expired',
        text: 'A change of address can be undone for 72 hours. If the account is yours and you cannot sign in, contact support.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It was used already, replaced by an undoing of an earlier change, cut short on its way, or the address belongs to another account by now.',
      },
      missing: {
        title: 'Open the link of your letter',
        text: 'A change of address is undone by the link in the letter that told you of it. Open it again from your inbox.',
      },
    },
  },
  disown: {
    title: 'This wasn’t you?',
    leadFor: (address: string) => `Secure the account of ${address}.`,
    lead: 'Press the button if you do not know what our letter tells of:',
    effects: [
      'All devices are signed out.',
      'Links in our letters of before stop working, except those that undo a change of address.',
      'If the account has a password, we send you a letter to choose a new one.',
    ],
    submit: 'Sign out all devices',
    submitting: 'Signing out…',
    doneTitle: 'All devices are signed out',
    doneText:
      'Look into your inbox and choose a new password by the letter there. Then look through your sessions and connections, and remove what you do not know. If your account has another address by now, use the link in the letter about that change.',
    signIn: 'Sign in',
    askAgain: 'Choose a new password',
    dead: {
      expired: {
        title: 'This link has expired',
        text: 'These links work for seven days. You can still choose a new password, which signs out all devices.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It was used already, replaced, or cut short on its way. You can still choose a new password, which signs out all devices.',
      },
      missing: {
        title: 'Open the link of your letter',
        text: 'Open the link “This wasn’t me” of our letter again from your inbox, or choose a new password, which signs out all devices.',
      },
    },
  },
};
