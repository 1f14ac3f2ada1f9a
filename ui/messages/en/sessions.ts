/** The list of sessions, devices and moments. */
export const sessions = {
  title: 'Sessions',
  lead: 'Where you are signed in, and how to end it.',
  confirmedTitle: 'Thank you, it is you',
  confirmedText: 'Nothing has been ended yet. You can do it now.',
  asksFirst:
    'You signed in more than ten minutes ago, so we ask for your password before we end a session.',
  confirmNow: 'Confirm now',
  unreadableTitle: 'The list cannot be read right now',
  unreadableText:
    'We cannot reach a service that we need. Your sessions are as they were; try again in a few seconds.',
  thisSession: 'This session',
  signOut: 'Sign out',
  others: 'Other sessions',
  othersCounted: (count: number) => `Other sessions (${count})`,
  end: 'End session',
  ending: 'Ending…',
  about: (device: string, place: string) => `of ${device}, ${place}`,
  unknownPlace: 'unknown place',
  emptyTitle: 'You are signed in nowhere else',
  emptyText:
    'Sign in on another device or in another browser, and it is listed here. A session that you do not know can be ended at once.',
  row: {
    thisDevice: 'This device',
    noPlace: 'Place not known',
    activeNow: 'Active now',
    lastSeen: 'Last seen',
    /** Around the moment of the sign-in: before it, and after it with the method. */
    signedInOn: 'Signed in on',
    by: (method: string) => ` with ${method}`,
    password: 'a password',
  },
  inOneGo: 'Sign out in one go',
  endOthers: 'Sign out on all other devices',
  endOthersText:
    'Ends every session but this one: for a device that was lost, or a list that looks strange.',
  noOthers: 'There is no other session to end.',
  endAll: 'Sign out everywhere',
  endAllText: 'Ends every session, this one included. Afterwards you sign in again.',
  signingOut: 'Signing out…',
  notices: {
    ended: { title: 'Session ended', text: 'That device is signed out within seconds.' },
    gone: { title: 'This session had ended already', text: 'The list is up to date again.' },
    othersEnded: {
      title: 'Signed out everywhere else',
      text: 'All other devices are signed out within seconds. This one stays signed in.',
    },
  },
  devices: {
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: 'Unknown device',
  },
};
