import type { Letter } from '../mail/inbox.ts';
import { type Html, html } from './html.ts';

/** The eight digits that a letter carries; null when it carries none. */
export function codeOf(letter: Letter): string | null {
  return /(?<!\d)\d{8}(?!\d)/.exec(letter.text)?.[0] ?? null;
}

/** When a letter came, in the words of somebody who waits for it. */
export function moment(createdAt: string, now: Date): Html {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(createdAt)) / 1000));
  return html`<time datetime="${createdAt}" title="${createdAt}">${inWords(seconds)}</time>`;
}

function inWords(seconds: number): string {
  if (seconds < 45) return 'just now';
  if (seconds < 90 * 60) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}
