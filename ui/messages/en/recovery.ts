/** Forgotten, reset and first passwords. */
export const recovery = {
  forgot: {
    title: 'Forgot your password?',
    lead: 'Enter the address of your account. We will send you a letter with a link to choose a new password.',
    submit: 'Send the letter',
    submitting: 'Sending…',
    sentTitle: 'Look into your inbox',
    sentText:
      'If there is an account with this address, a letter is on its way. It can take a minute, and it may lie among the spam.',
    again: 'Send it again',
    signIn: 'Back to sign in',
    remembered: 'Remembered it?',
    confirmedTitle: 'Your address is confirmed',
    confirmedText:
      'Your account has no password yet. Ask for a letter here, and choose one by its link.',
  },
  reset: {
    title: 'Choose a new password',
    leadFor: (address: string) => `For the account of ${address}.`,
    lead: 'All your devices will be signed out, and you sign in with the new password.',
    submit: 'Set the password',
    submitting: 'Setting…',
    doneTitle: 'Your new password is set',
    doneText: 'All devices are signed out. Sign in with the new password.',
    signIn: 'Sign in',
    askAgain: 'Send a new letter',
    dead: {
      expired: {
        title: 'This link has expired',
        text: 'Links to choose a new password work for one hour. We can send you a new one.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It was used already, replaced by a newer one, or cut short on its way. Only the link of the newest letter counts.',
      },
      missing: {
        title: 'Open the link of your letter',
        text: 'A new password is chosen by the link in our letter. Open it again from your inbox, or ask for a new letter.',
      },
    },
  },
  first: {
    title: 'Password',
    lead: 'This account has no password: you sign in with another service. With one, you can sign in without that service too.',
    submit: 'Set a password',
    submitting: 'Setting…',
    doneTitle: 'Password set',
    doneText:
      'You can sign in with your address and this password. All other devices are signed out; this one stays signed in.',
  },
};
