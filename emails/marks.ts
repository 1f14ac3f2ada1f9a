import type { Kinds, Strings } from './part.ts';

/** A stretch of rendered HTML: fixed, or a prop that stands there. */
export type Piece = string | { prop: string };

/** Makes the marks that stand for the props while a part is rendered once. */
export function marksOf<Props extends Kinds>(props: Props): Strings<Props> {
  const marks = Object.keys(props).map((prop) => [prop, `qzmark${prop}qz`]);
  return Object.fromEntries(marks);
}

/**
 * Splits HTML at the marks. A mark may stand in text, or be the whole value of a link's `href` when
 * its prop is an address, of a `lang` when it is a language; in a comment, a style sheet, a script
 * or any other attribute it is refused.
 */
export function splitHtml(html: string, props: Kinds): Piece[] {
  const markup = /(<!--[\s\S]*?-->|<(style|script)[\s>][\s\S]*?<\/\2>|<[^>]+>)/g;
  const pieces: Piece[] = [];
  let end = 0;
  for (const token of html.matchAll(markup)) {
    pieces.push(...splitAtMarks(html.slice(end, token.index), props));
    pieces.push(...splitTag(token[0], props));
    end = token.index + token[0].length;
  }
  return merged([...pieces, ...splitAtMarks(html.slice(end), props)]);
}

function splitTag(tag: string, props: Kinds): Piece[] {
  const pieces = merged(splitAtMarks(tag, props));
  pieces.forEach((piece, index) => {
    if (typeof piece === 'string') return;
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    const attribute = typeof before === 'string' ? / (href|lang)="$/.exec(before)?.[1] : undefined;
    const isWhole = attribute && typeof after === 'string' && after.startsWith('"');
    const wanted = attribute === 'lang' ? 'language' : /^<a\s/.test(tag) ? 'address' : null;
    if (!isWhole || props[piece.prop] !== wanted) {
      throw new Error(
        `prop ${piece.prop} stands where it cannot be made safe: ${tag.slice(0, 80)}`,
      );
    }
  });
  return pieces;
}

function splitAtMarks(text: string, props: Kinds): Piece[] {
  return text.split(/qzmark(\w+?)qz/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (!(part in props)) throw new Error(`unknown mark ${part}`);
    return { prop: part };
  });
}

function merged(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string')
      result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}
