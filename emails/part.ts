import type { ReactElement } from 'react';

/**
 * How a prop may be used: words go into text, addresses into `href` as well, a language is the
 * whole of a `lang`, and markup is other parts, which stand where text may stand.
 */
export type PropKind = 'words' | 'address' | 'language' | 'markup';

export type Kinds = Record<string, PropKind>;

export type Strings<Props extends Kinds> = { [Name in keyof Props]: string };

/**
 * A stretch of HTML that letters are put together from. Its props are strings that it repeats and
 * never looks at: the compiler renders it once with marks in their place, so a branch on a prop
 * cannot work. Whatever differs between letters or languages is a prop.
 */
export type Part<Props extends Kinds = Kinds> = {
  props: Props;
  html(props: Strings<Props>): ReactElement;
};

/** Checks a part's props against their kinds, and returns it as it is. */
export function part<const Props extends Kinds>(made: Part<Props>): Part<Props> {
  return made;
}
