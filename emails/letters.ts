import type { Letter } from '#core/letters.ts';
import type { Site } from '#core/ports.ts';
import { connectionAdded } from './compiled/connection-added.ts';
import { connectionRemoved } from './compiled/connection-removed.ts';
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
    case 'connection-added':
    case 'connection-removed': {
      const { name, provider, connectionsLink } = letter.props;
      const render = letter.template === 'connection-added' ? connectionAdded : connectionRemoved;
      return render({ ...house, greeting: greet(name), provider, connectionsLink });
    }
    default:
      // The outbox may hold a letter of a newer release, whatever the types say.
      letter satisfies never;
      throw new TypeError('no such letter');
  }
}
