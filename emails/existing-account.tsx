import { Frame } from './frame.tsx';
import { template } from './template.ts';

/** To the owner of an address that has an account already, when someone registers with it. */
export const existingAccount = template({
  props: {
    greeting: 'words',
    signInLink: 'address',
    siteName: 'words',
    siteOrigin: 'words',
  },
  subject: ({ siteName }) => `You already have an account at ${siteName}`,
  html: ({ greeting, signInLink, siteName, siteOrigin }) => (
    <Frame
      heading="You already have an account"
      preheader={`Someone tried to register at ${siteName} with your address. Nothing has changed.`}
      greeting={greeting}
      lead={`Someone, probably you, tried to register at ${siteName} with this address. It has an account already, so we made no second one and changed nothing. You can simply sign in.`}
      button={{ label: 'Sign in', href: signInLink }}
      unasked="If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists."
      siteName={siteName}
      siteOrigin={siteOrigin}
    />
  ),
  text: ({ greeting, signInLink, siteName, siteOrigin }) => `${greeting}

Someone, probably you, tried to register at ${siteName} with this address. It has an account already, so we made no second one and changed nothing. You can simply sign in:
${signInLink}

If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists.

${siteName}
${siteOrigin}
`,
});
