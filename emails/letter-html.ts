import type { Language } from '#core/language.ts';
import type { Site } from '#core/ports.ts';
import { bareLink } from './compiled/bare-link.ts';
import { button } from './compiled/button.ts';
import { code } from './compiled/code.ts';
import { frame } from './compiled/frame.ts';
import { paragraph } from './compiled/paragraph.ts';
import { quietButton } from './compiled/quiet-button.ts';
import { smallPrint } from './compiled/small-print.ts';
import type { Markup } from './fill.ts';
import type { LetterContent } from './letter-content.ts';
import type { Messages } from './messages/shape.ts';

/** Puts a letter's HTML together from compiled parts, which escape whatever they are given. */
export function letterHtml(
  content: LetterContent,
  language: Language,
  site: Site,
  t: Messages,
): string {
  const { heading, preheader, greeting, lead, link, expiry, second, secondLink, unasked } = content;
  const body = [
    ...[greeting, ...lead].map((text) => paragraph({ text })),
    button({ label: content.button, link }),
  ];
  if (content.code !== undefined && content.codeLead !== undefined) {
    body.push(paragraph({ text: content.codeLead }), code({ value: content.code }));
  }
  if (expiry !== undefined) body.push(paragraph({ text: expiry }));
  const aside: Markup[] = [];
  if (second !== undefined && secondLink !== undefined) {
    aside.push(smallPrint({ text: second.sentence }));
    aside.push(quietButton({ label: second.label, link: secondLink }));
  }
  aside.push(smallPrint({ text: unasked }), bareLink({ sentence: t.bareLink, link }));
  return frame({
    language,
    heading,
    preheader,
    siteName: site.name,
    body: joined(body),
    aside: joined(aside),
    footer: t.footer(site.name, site.origin),
  }).markup;
}

function joined(parts: Markup[]): Markup {
  return { markup: parts.map(({ markup }) => markup).join('') };
}
