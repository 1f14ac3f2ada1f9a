import type { Language } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import type { Site } from '#core/ports.ts';
import { words } from './fill.ts';
import { contentOf } from './letter-content.ts';
import { letterHtml } from './letter-html.ts';
import { readLetter } from './letter-props.ts';
import { letterText } from './letter-text.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import type { Messages } from './messages/shape.ts';

/** A letter that is ready to be sent. */
export type RenderedLetter = { subject: string; html: string; text: string };

const messages: Record<Language, Messages> = { en, de };

/**
 * Renders any letter of the house in any of its languages. Throws a TypeError on an unknown template
 * or language, on props that do not belong to it, and on anything but web addresses where
 * addresses are due.
 */
export function renderLetter(letter: Letter, language: Language, site: Site): RenderedLetter {
  if (!Object.hasOwn(messages, language)) throw new TypeError('no such language');
  const t = messages[language];
  const content = contentOf(readLetter(letter), site, t);
  return {
    subject: words(content.subject),
    html: letterHtml(content, language, site, t),
    text: letterText(content, site),
  };
}
