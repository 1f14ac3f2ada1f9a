/** The ways into an account. */
export const connections = {
  title: 'Connections',
  lead: 'The ways into your account.',
  asksFirst:
    'You signed in more than ten minutes ago, so we ask who you are before we connect or disconnect anything.',
  confirmNow: 'Confirm now',
  noneTitle: 'No service is set up',
  noneText:
    'This site offers no sign-in with another service yet. When it does, you connect it here.',
  unreadableTitle: 'Your connections cannot be read right now',
  unreadableText:
    'We cannot reach a service that we need. Your ways in are as they were; try again in a few seconds.',
  notices: {
    connected: { title: 'Connected', text: 'You can sign in with this service from now on.' },
    confirmed: {
      title: 'Thank you, it is you',
      text: 'Nothing has been changed yet. You can do it now.',
    },
    disconnected: (name: string) => ({
      title: `${name} is disconnected`,
      text: `It is no longer a way into your account. ${name} is asked to take back the access that it gave us.`,
    }),
    access: (name: string, end: string) => ({
      title: `${name} grants access`,
      text: `A valid token is at hand, good ${end}. It stays on the server.`,
    }),
    until: (moment: string) => `until ${moment}`,
    untilTakenBack: 'until it is taken back there',
  },
  card: {
    connect: 'Connect',
    connectAgain: 'Connect again',
    going: (name: string) => `Going to ${name}…`,
    disconnect: 'Disconnect',
    disconnecting: 'Disconnecting…',
    invitation: (name: string) => `Connect it to sign in with ${name} as well.`,
    needsConsent: (name: string) =>
      `${name} asks for your permission again before this site may read anything there. Signing in with it still works.`,
    notOffered: 'This site offers it no longer: you cannot sign in with it now.',
    states: {
      none: 'Not connected',
      consent: 'Permission needed',
      connected: 'Connected',
    },
    noEmail: 'Gave no e-mail address',
    lastUsed: 'Last used',
    neverUsed: 'Never used to sign in',
    connectedOn: 'Connected on',
    mayUse: 'May also use:',
  },
  password: {
    name: 'Password',
    set: 'Set',
    notSet: 'Not set',
    security: 'Security',
    isSet: 'You can sign in with your e-mail address and a password.',
    isNotSet: 'This account has none. You sign in with the services above.',
  },
  readable: {
    title: 'What this site can read',
    lead: 'Your name, your e-mail address and your picture there. Nothing is asked of a service until you press its button.',
    check: 'Check access',
    checking: 'Checking…',
    about: (name: string) => `of ${name}`,
  },
};
