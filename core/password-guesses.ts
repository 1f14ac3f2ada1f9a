import { commonLongPasswords } from './common-passwords.ts';
import { fold, type Parts, shortestWord, spellings, takeApart } from './password-parts.ts';

/**
 * Decides whether a password is one that guessing tools try early: on the common list, or made of
 * one or two common words, of sequences (`123456`, `qwerty`, `zyx`) and of repetitions, with little
 * else. Letters written as digits or signs (`p@ssw0rd`) change nothing.
 */
export function isCommonPassword(password: string): boolean {
  const text = fold(password);
  if (new Set(text).size === 1 && text.length < harmlessLength) return true;
  return spellings(text).some((spelling) => {
    if (longPasswords.has(spelling.replace(/[^\p{L}\p{N}]+$/u, ''))) return true;
    const made = takeApart(spelling);
    return isGuessable(made, 2) && (made.words.size > 0 || text.length < harmlessLength);
  });
}

/** Decides whether a password is made of words that belong to its owner or to the site. */
export function madeOfContext(password: string, contextWords: readonly string[]): boolean {
  const folded = contextWords.map(fold).filter((word) => word.length >= shortestWord);
  return spellings(fold(password)).some((spelling, at) => {
    const own = new Set(folded.map((word) => spellings(word)[at] ?? word));
    const made = takeApart(spelling, own);
    return made.ownWords > 0 && isGuessable(made, 1, 3);
  });
}

// From this length on a run or a walk is in no list that is tried against a site's sign-in.
const harmlessLength = 32;
const longPasswords = new Set(commonLongPasswords);

function isGuessable(made: Parts, mostWords: number, mostLetters = 1): boolean {
  if (made.words.size === 0 && made.ownWords === 0 && !made.hasWalk) return false;
  if (made.words.size > mostWords || made.letters > mostLetters) return false;
  if (made.ownWords > 0) return made.others <= 8;
  return made.others <= (made.words.size > 1 ? 2 : 5);
}
