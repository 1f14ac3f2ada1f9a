import type { Letter, Site } from '#core/ports.ts';
import { existingAccount } from './compiled/existing-account.ts';
import { verifyEmail } from './compiled/verify-email.ts';
import type { RenderedLetter } from './fill.ts';
import { greet } from './greeting.ts';

/**
 * Renders any letter of the house. Throws a TypeError on an unknown template, on props that do not
 * belong to it, and on anything but web addresses where addresses are due.
 */
export function renderLetter(letter: Letter, site: Site): RenderedLetter {
  const house = { siteName: site.name, siteOrigin: site.origin };
  switch (letter.template) {
    case 'verify-email': {
      const { name, link, code, hours } = letter.props;
      const lifetime = hours === '1' ? 'one hour' : `${hours} hours`;
      return verifyEmail({ ...house, greeting: greet(name), link, code, lifetime });
    }
    case 'existing-account': {
      const { name, signInLink } = letter.props;
      return existingAccount({ ...house, greeting: greet(name), signInLink });
    }
    default:
      // The outbox may hold a letter of a newer release, whatever the types say.
      letter satisfies never;
      throw new TypeError('no such letter');
  }
}
