import { words } from './fill.ts';

const longestName = 64;

/**
 * Greets by name, or simply when there is none. A name is written by whoever registers and read by
 * the owner of the address, who may be someone else: one that mail clients would turn into a link,
 * an address or a telephone number, or that is long enough for a message, is left out.
 */
export function greet(name: string): string {
  const shown = words(name).replace(/\s+/g, ' ');
  return shown === '' || isMessage(shown) ? 'Hello,' : `Hello ${shown},`;
}

function isMessage(name: string): boolean {
  const compared = name.normalize('NFKC').replace(/\p{Cf}/gu, '');
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
