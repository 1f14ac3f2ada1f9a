import { Frame } from './frame.tsx';
import { template } from './template.ts';

/** To the owner of an account that a provider's identity can sign in to from now on. */
export const connectionAdded = template({
  props: {
    greeting: 'words',
    provider: 'words',
    connectionsLink: 'address',
    siteName: 'words',
    siteOrigin: 'words',
  },
  subject: ({ provider, siteName }) => `${provider} was connected to your account at ${siteName}`,
  html: ({ greeting, provider, connectionsLink, siteName, siteOrigin }) => (
    <Frame
      heading="A new way into your account"
      preheader={`You can sign in at ${siteName} with ${provider} from now on.`}
      greeting={greeting}
      lead={`${provider} was just connected to your account at ${siteName}. From now on you can sign in with it. If it was you, there is nothing to do.`}
      button={{ label: 'See your connections', href: connectionsLink }}
      unasked={`If it was not you, someone else may be in your account. Disconnect ${provider} on that page, end the sessions that you do not know, and change your password if you have one.`}
      siteName={siteName}
      siteOrigin={siteOrigin}
    />
  ),
  text: ({ greeting, provider, connectionsLink, siteName, siteOrigin }) => `${greeting}

${provider} was just connected to your account at ${siteName}. From now on you can sign in with it. If it was you, there is nothing to do.

Your connections:
${connectionsLink}

If it was not you, someone else may be in your account. Disconnect ${provider} on that page, end the sessions that you do not know, and change your password if you have one.

${siteName}
${siteOrigin}
`,
});
