import type { ReactElement } from 'react';

/** How a prop may be used: words go into text, addresses into `href` as well. */
export type PropKind = 'words' | 'address';

export type Kinds = Record<string, PropKind>;

export type Strings<Props extends Kinds> = { [Name in keyof Props]: string };

/**
 * A letter as it is written. All props are strings that the letter repeats and never looks at:
 * the compiler renders it once with marks in their place, so a branch on a prop cannot work.
 */
export type Template<Props extends Kinds = Kinds> = {
  props: Props;
  subject(props: Strings<Props>): string;
  html(props: Strings<Props>): ReactElement;
  /** The plain-text part, written for its readers, not derived from the HTML. */
  text(props: Strings<Props>): string;
};

/** Checks a template's props against their kinds, and returns it as it is. */
export function template<const Props extends Kinds>(parts: Template<Props>): Template<Props> {
  return parts;
}
