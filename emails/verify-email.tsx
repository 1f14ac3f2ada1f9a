import { Frame } from './frame.tsx';
import { template } from './template.ts';

/** To an address that is new or not confirmed yet: the link and the code that confirm it. */
export const verifyEmail = template({
  props: {
    greeting: 'words',
    link: 'address',
    code: 'words',
    lifetime: 'words',
    siteName: 'words',
    siteOrigin: 'words',
  },
  subject: ({ siteName }) => `Confirm your e-mail address for ${siteName}`,
  html: ({ greeting, link, code, lifetime, siteName, siteOrigin }) => (
    <Frame
      heading="Confirm your address"
      preheader={`Press the button or type the code, within ${lifetime}.`}
      greeting={greeting}
      lead={`One step is left: confirm that this e-mail address is yours, and your account at ${siteName} is ready.`}
      button={{ label: 'Confirm this address', href: link }}
      code={{ sentence: 'Or type this code on the page where you registered:', value: code }}
      expiry={`The link and the code work once, within ${lifetime}.`}
      unasked={`If you did not register at ${siteName}, do not press the button and give the code to nobody: without them no one can use your address. There is nothing else to do.`}
      siteName={siteName}
      siteOrigin={siteOrigin}
    />
  ),
  text: ({ greeting, link, code, lifetime, siteName, siteOrigin }) => `${greeting}

One step is left: confirm that this e-mail address is yours, and your account at ${siteName} is ready.

Open this page and press the button there:
${link}

Or type this code on the page where you registered:
${code}

The link and the code work once, within ${lifetime}.

If you did not register at ${siteName}, do not open the page and give the code to nobody: without them no one can use your address. There is nothing else to do.

${siteName}
${siteOrigin}
`,
});
