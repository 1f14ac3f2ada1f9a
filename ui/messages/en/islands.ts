/**
 * The words of the client components that many pages have: plain texts only, since they travel to
 * the browser with each page, and as few as can be.
 */
export const islands = {
  account: 'Account',
  yourAccount: 'Your account',
  admin: 'Admin',
  signIn: 'Sign in',
  signOut: 'Sign out',
  createAccount: 'Create account',
  createAnAccount: 'Create an account',
  signedInAs: 'Signed in as',
  notSignedIn: 'You are not signed in.',
  goOn: 'Continue',
  optional: 'Optional',
  show: 'Show',
  hide: 'Hide',
  fields: {
    name: 'Name',
    email: 'E-mail address',
    password: 'Password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    code: 'Code',
  },
  /** What the button beside a password does; the gap is for one of the next. */
  shownPassword: 'Show {password}',
  hiddenPassword: 'Hide {password}',
  passwords: {
    password: 'password',
    currentPassword: 'current password',
    newPassword: 'new password',
  },
  fault: {
    title: 'Something went wrong on our side',
    text: 'Nothing that you did caused this. Try again in a moment.',
    again: 'Try again',
    start: 'Back to the start',
    reference: 'Reference:',
  },
};
