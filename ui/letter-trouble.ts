import type { Messages } from './messages/messages.ts';

type Errors = Messages['mail']['errors'];

/** Says in words what kept a letter back: of the provider's refusals, what their HTTP status means. */
export function letterTrouble(code: string, words: Errors): string {
  if (isKnown(code, words)) return words[code];
  const status = Number(/^http_(\d{3})/.exec(code)?.[1] ?? 0);
  if (status === 429) return words.limited;
  if (status === 401 || status === 403) return words.keyRefused;
  if (status >= 500) return words.failed;
  return status >= 400 ? words.refused : words.other;
}

function isKnown(code: string, words: Errors): code is keyof Errors {
  return Object.hasOwn(words, code);
}
