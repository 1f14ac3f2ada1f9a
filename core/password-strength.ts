import { fold, shortestWord, spellings, takeApart } from './password-parts.ts';
import {
  contextWords,
  judgePassword,
  type PasswordContext,
  shortestPassword,
} from './password-policy.ts';

/** How hard a password would be to guess; the first three are refused or nearly so. */
export type Strength = 'too_short' | 'too_long' | 'guessable' | 'fair' | 'strong';

/** What would make it better, or that nothing need. */
export type Advice = 'longer' | 'shorter' | 'uncommon' | 'unrelated' | 'another_word' | 'keep';

/** `missing`: how many characters are wanting to the minimum. */
export type StrengthReading = { strength: Strength; advice: Advice; missing: number };

/**
 * Estimates a password while it is being chosen, by the very rules that will judge it and by what
 * is left of it once words, walks, repetitions and its owner's own words are taken away. It asks
 * nobody: whether a password was breached is told when it is sent.
 */
export function readStrength(password: string, context: PasswordContext): StrengthReading {
  const refused = judgePassword(password, context)?.refusal.code;
  const missing =
    refused === 'password_too_short'
      ? shortestPassword(context.policy, context.hasSecondFactor) -
        [...password.normalize('NFC')].length
      : 0;
  if (missing > 0) return { strength: 'too_short', advice: 'longer', missing };
  if (refused === 'password_too_long') return { strength: 'too_long', advice: 'shorter', missing };
  if (refused === 'password_too_similar') {
    return { strength: 'guessable', advice: 'unrelated', missing };
  }
  const bits = refused ? 0 : bitsOf(password, context);
  if (bits < leastBits) return { strength: 'guessable', advice: 'uncommon', missing };
  if (bits < strongBits) return { strength: 'fair', advice: 'another_word', missing };
  return { strength: 'strong', advice: 'keep', missing };
}

// Against a site with limits and a slow hash: four common words picked by chance are strong.
const leastBits = 28;
const strongBits = 44;

/** How many guesses are left, in bits, to someone who knows how people make passwords. */
function bitsOf(password: string, context: PasswordContext): number {
  const own = new Set(contextWords(context).map(fold).filter(isExplaining));
  const text = fold(password);
  const readings = spellings(text).map((spelling) => {
    const { words, ownWords, hasWalk, letters, others } = takeApart(spelling, own);
    return 11 * words.size + 3 * ownWords + (hasWalk ? 5 : 0) + 3 * letters + 3.5 * others;
  });
  return (Math.min(...readings) + changesOfKind(password)) * variety(text);
}

const isExplaining = (word: string) => word.length >= shortestWord;

/** How often a letter, a capital and a digit stand beside each other: generated passwords change often. */
function changesOfKind(password: string): number {
  return password.match(/\p{Ll}(?=[\p{Lu}\p{N}])|\p{Lu}(?=\p{N})|\p{N}(?=\p{L})/gu)?.length ?? 0;
}

/** From 0 to 1: which part of a text's pairs of neighbours are new. `lalalala` has two of seven. */
function variety(text: string): number {
  const pairs = [...text.slice(1)].map((_one, at) => text.slice(at, at + 2));
  return pairs.length === 0 ? 0 : new Set(pairs).size / pairs.length;
}
