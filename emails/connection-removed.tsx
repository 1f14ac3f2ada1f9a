import { Frame } from './frame.tsx';
import { template } from './template.ts';

/** To the owner of an account that a provider's identity can no longer sign in to. */
export const connectionRemoved = template({
  props: {
    greeting: 'words',
    provider: 'words',
    connectionsLink: 'address',
    siteName: 'words',
    siteOrigin: 'words',
  },
  subject: ({ provider, siteName }) =>
    `${provider} was disconnected from your account at ${siteName}`,
  html: ({ greeting, provider, connectionsLink, siteName, siteOrigin }) => (
    <Frame
      heading="A way into your account is gone"
      preheader={`You can no longer sign in at ${siteName} with ${provider}.`}
      greeting={greeting}
      lead={`${provider} was just disconnected from your account at ${siteName}. You can no longer sign in with it; your other ways in work as before. If it was you, there is nothing to do.`}
      button={{ label: 'See your connections', href: connectionsLink }}
      unasked={`If it was not you, someone else may be in your account. Sign in another way, end the sessions that you do not know, and change your password if you have one. You can connect ${provider} again on that page.`}
      siteName={siteName}
      siteOrigin={siteOrigin}
    />
  ),
  text: ({ greeting, provider, connectionsLink, siteName, siteOrigin }) => `${greeting}

${provider} was just disconnected from your account at ${siteName}. You can no longer sign in with it; your other ways in work as before. If it was you, there is nothing to do.

Your connections:
${connectionsLink}

If it was not you, someone else may be in your account. Sign in another way, end the sessions that you do not know, and change your password if you have one. You can connect ${provider} again on that page.

${siteName}
${siteOrigin}
`,
});
