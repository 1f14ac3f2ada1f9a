import type { Site } from '#core/ports.ts';
import { words } from './fill.ts';
import type { LetterContent } from './letter-content.ts';

/**
 * Writes a letter as plain text: the same words in the same order, each link and code on a line of
 * its own beneath the sentence that says what it is for. Nothing breaks out of its line.
 */
export function letterText(content: LetterContent, site: Site): string {
  const { greeting, lead, open, link, code, codeLead, expiry, second, secondLink } = content;
  const blocks = [[greeting], ...lead.map((paragraph) => [paragraph]), [open, link]];
  if (code !== undefined && codeLead !== undefined) blocks.push([codeLead, code]);
  if (expiry !== undefined) blocks.push([expiry]);
  if (second !== undefined && secondLink !== undefined) {
    blocks.push([second.sentence], [labelled(second.label), secondLink]);
  }
  blocks.push([content.unasked], [site.name, site.origin]);
  return `${blocks.map((lines) => lines.map(words).join('\n')).join('\n\n')}\n`;
}

/** A question that stands alone needs no colon. */
function labelled(label: string): string {
  return label.endsWith('?') ? label : `${label}:`;
}
