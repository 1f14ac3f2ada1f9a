import type { Letter, Notice } from '#core/letters.ts';
import type { Site } from '#core/ports.ts';
import { providerNames } from '#core/provider-identity.ts';
import { greetedName } from './greeting.ts';
import { happeningOf, momentOf } from './happening.ts';
import type { LetterWords, Messages, NoticeWords } from './messages/shape.ts';

/** A letter in words, with its links: what the HTML and the plain text are both made of. */
export type LetterContent = LetterWords & {
  greeting: string;
  /** Where the button leads. */
  link: string;
  code?: string;
  /** Where the second button leads, in letters that have one. */
  secondLink?: string;
};

/** Words a letter, and decides where its buttons lead. */
export function contentOf(letter: Letter, site: Site, t: Messages): LetterContent {
  const greeting = t.greeting(greetedName(letter.props.name));
  const house = { site: site.name };
  switch (letter.template) {
    case 'verify-email': {
      const { link, code, hours } = letter.props;
      const words = t.letters[letter.template]({ ...house, lifetime: t.hours(Number(hours)) });
      return { ...words, greeting, link, code };
    }
    case 'existing-account': {
      const { signInLink, resetLink } = letter.props;
      const words = t.letters[letter.template](house);
      return { ...words, greeting, link: signInLink, secondLink: resetLink };
    }
    case 'reset-password': {
      const { link, minutes } = letter.props;
      const words = t.letters[letter.template]({ ...house, lifetime: t.minutes(Number(minutes)) });
      return { ...words, greeting, link };
    }
    case 'confirm-address': {
      const { link, hours } = letter.props;
      const words = t.letters[letter.template]({ ...house, lifetime: t.hours(Number(hours)) });
      return { ...words, greeting, link };
    }
    case 'no-password':
    case 'address-in-use':
      return { ...t.letters[letter.template](house), greeting, link: letter.props.signInLink };
    default:
      return { ...noticeContent(letter, site.name, t), greeting };
  }
}

function noticeContent(notice: Notice, site: string, t: Messages): Omit<LetterContent, 'greeting'> {
  const { at, disownLink } = notice.props;
  const happened = happeningOf(notice.props, t);
  switch (notice.template) {
    case 'address-changed': {
      const { newAddress, undoLink, hours } = notice.props;
      const lifetime = t.hours(Number(hours));
      const words = t.notices[notice.template]({ site, happened, newAddress, lifetime });
      // Undoing does all that "this wasn't me" does, and gives the address back.
      return { ...words, link: undoLink };
    }
    case 'connection-added':
    case 'connection-removed': {
      const provider = providerNames[notice.props.provider];
      const words = t.notices[notice.template]({ site, happened, provider });
      return { ...words, link: notice.props.connectionsLink, secondLink: disownLink };
    }
    // Device and place of these are those of the site's staff, which are not the reader's business.
    case 'role-changed': {
      const role = t.roles[notice.props.role];
      const words = t.notices[notice.template]({ site, happened: t.on(momentOf(at, t)), role });
      return { ...disowning(words, at, t.notice.byStaff, t), link: disownLink };
    }
    case 'account-disabled': {
      const until = notice.props.until === '' ? null : momentOf(notice.props.until, t);
      const words = t.notices[notice.template]({ site, happened: t.on(momentOf(at, t)), until });
      return { ...disowning(words, at, t.notice.byStaff, t), link: disownLink };
    }
    case 'account-enabled': {
      const words = t.notices[notice.template]({ site, happened: t.on(momentOf(at, t)) });
      return { ...disowning(words, at, t.notice.byStaff, t), link: disownLink };
    }
    default: {
      const words = t.notices[notice.template]({ site, happened });
      return { ...disowning(words, at, t.notice.own, t), link: disownLink };
    }
  }
}

/** A notice whose one button is "this wasn't me". */
function disowning(words: NoticeWords, at: string, advice: string, t: Messages): LetterWords {
  const { preheader, disown, open, unasked } = t.notice;
  return {
    ...words,
    preheader: preheader(t.on(momentOf(at, t))),
    lead: [...words.lead, advice],
    button: disown,
    open,
    unasked,
  };
}
