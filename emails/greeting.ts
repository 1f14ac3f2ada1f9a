import { words } from './fill.ts';

const longestName = 64;

/**
 * The name by which a letter greets; empty when there is none to repeat. A name is written by
 * whoever registers and read by the owner of the address, who may be someone else: one that reads
 * like a message is left out.
 */
export function greetedName(name: string): string {
  const shown = words(name).replace(/\s+/g, ' ');
  return isMessage(shown) ? '' : shown;
}

/**
 * Decides whether a short text says more than it should: mail clients would turn it into a link,
 * an address or a telephone number, or it is long enough for a message.
 */
export function isMessage(text: string): boolean {
  const compared = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const hasScheme = /:\/\/|\b(?:mailto|tel|javascript|data):/i;
  const hasDomain = /[\p{L}\p{N}-][.\u3002][\p{L}\p{N}-]{2,}/u;
  const hasNumber = /(?:\p{N}[\s().+-]*){7,}/u;
  return (
    [...compared].length > longestName ||
    compared.includes('@') ||
    hasScheme.test(compared) ||
    hasDomain.test(compared) ||
    hasNumber.test(compared)
  );
}
