import { commonBases } from './common-passwords.ts';

/** What a password was found to be made of; the rest are characters that nothing explains. */
export type Parts = {
  words: Set<string>;
  ownWords: number;
  hasWalk: boolean;
  letters: number;
  others: number;
};

/** Takes a text apart so that as little as possible is left unexplained, in the fewest pieces. */
export function takeApart(text: string, own: ReadonlySet<string> = new Set()): Parts {
  const lengths = new Set([...own].map((word) => word.length));
  for (let length = 3; length <= longestPiece; length += 1) lengths.add(length);
  const best: Step[] = [{ cost: 0, from: 0, kind: 'free' }];
  for (let end = 1; end <= text.length; end += 1) {
    const isFree = /[\s._-]/.test(text[end - 1] ?? '');
    let found: Step = isFree
      ? { cost: costAt(best, end - 1), from: end - 1, kind: 'free' }
      : { cost: costAt(best, end - 1) + 100, from: end - 1, kind: 'left' };
    for (const length of lengths) {
      const from = end - length;
      const kind = from < 0 ? null : explain(text.slice(from, end), own);
      const cost = costAt(best, from) + (kind === 'word' ? 2 : 1);
      if (kind && cost < found.cost) found = { cost, from, kind };
    }
    best.push(found);
  }
  return collect(text, best);
}

/** The form in which passwords and words are compared: compatible signs, small letters. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The text itself, and what it says when digits and signs stand for letters. */
export function spellings(text: string): string[] {
  const signs: Record<string, string> = {
    '@': 'a',
    '4': 'a',
    '8': 'b',
    '3': 'e',
    '6': 'g',
    '9': 'g',
    '!': 'i',
    '0': 'o',
    '5': 's',
    $: 's',
    '7': 't',
    '+': 't',
    '2': 'z',
  };
  const read = (one: string) =>
    text.replace(/[@48369!05$7+21|]/g, (sign) =>
      sign === '1' || sign === '|' ? one : (signs[sign] ?? sign),
    );
  return [text, read('i'), read('l')];
}

/** What is shorter explains nothing. */
export const shortestWord = 4;

const bases = new Set(commonBases);
const longestPiece = Math.max(...commonBases.map((word) => word.length));

/** Runs of one letter or digit and walks along the alphabet or a keyboard, three to ten long. */
const walks = new Set(
  [
    ...[...'abcdefghijklmnopqrstuvwxyz0123456789'].map((one) => one.repeat(10)),
    'abcdefghijklmnopqrstuvwxyz',
    '01234567890',
    'qwertyuiop',
    'qwertzuiop',
    'azertyuiop',
    'asdfghjkl',
    'qsdfghjklm',
    'zxcvbnm',
    'yxcvbnm',
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
    'qazwsxedcrfvtgbyhnujmikolp',
    '1q2w3e4r5t6y7u8i9o0p',
    'q1w2e3r4t5y6u7i8o9p0',
  ].flatMap((walk) => [...piecesOf(walk), ...piecesOf([...walk].reverse().join(''))]),
);

function piecesOf(walk: string): string[] {
  const lengths = [3, 4, 5, 6, 7, 8, 9, 10];
  return lengths.flatMap((length) =>
    [...walk.slice(length - 1)].map((_last, at) => walk.slice(at, at + length)),
  );
}

type Kind = 'free' | 'left' | 'walk' | 'own' | 'word';
type Step = { cost: number; from: number; kind: Kind };

function explain(piece: string, own: ReadonlySet<string>): Kind | null {
  if (own.has(piece)) return 'own';
  if (walks.has(piece)) return 'walk';
  return bases.has(piece) ? 'word' : null;
}

const costAt = (best: readonly Step[], at: number) => best[at]?.cost ?? 0;

function collect(text: string, best: readonly Step[]): Parts {
  const parts: Parts = { words: new Set(), ownWords: 0, hasWalk: false, letters: 0, others: 0 };
  for (let end = text.length; end > 0; ) {
    const { from, kind } = best[end] ?? { from: end - 1, kind: 'left' };
    const piece = text.slice(from, end);
    if (kind === 'word') parts.words.add(piece);
    if (kind === 'own') parts.ownWords += 1;
    if (kind === 'walk') parts.hasWalk = true;
    if (kind === 'left') parts[/\p{L}/u.test(piece) ? 'letters' : 'others'] += 1;
    end = from;
  }
  return parts;
}
