/** The frame around every page, and the pages where a way ends. */
export const frame = {
  description: 'Authentication for Next.js at the edge: sign-in, sessions and roles, done right.',
  skip: 'Skip to content',
  yourAccount: 'Your account',
  justNow: 'just now',
  missing: {
    pageTitle: 'Not found',
    title: 'There is nothing here',
    text: 'The page was moved, or the address has a slip in it. Check it, or start again.',
    start: 'Back to the start',
    account: 'Your account',
  },
  refused: {
    pageTitle: 'Not allowed',
    title: 'This gate stays shut for you',
    text: 'Your account is not allowed to see this page. If it should be, ask an administrator for the role that opens it.',
    account: 'Your account',
    other: 'Use another account',
  },
  unavailable: {
    pageTitle: 'Temporarily unavailable',
    title: 'The gate cannot check your session right now',
    text: 'A service that we need does not answer, so nobody is let in until it does. You were not signed out, and nothing is lost. It mostly takes a few seconds.',
    again: 'Try again',
    start: 'Back to the start',
  },
};
