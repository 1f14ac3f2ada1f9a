'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Messages } from './messages/messages.ts';

/** The words of the small parts that run in the browser: plain texts, in one language. */
export type IslandWords = Messages['islands'];

const WordsContext = createContext<IslandWords | null>(null);

/** Gives the client components of a page their words; the root layouts render it. */
export function WordsProvider({ words, children }: { words: IslandWords; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words of the page around, for client components. */
export function useWords(): IslandWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no words around');
  return words;
}
