import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '#core/language.ts';
import type { Refusal } from '#core/outcome.ts';
import type { Strictness } from '#core/session-check.ts';
import type { SessionClaims } from '#core/session-token.ts';

/**
 * What the route's wrapper and the callbacks inside Auth.js tell each other about one request: how
 * a session token is to be read, and why the request is refused, since Auth.js itself calls nearly
 * everything `Configuration`.
 */
export type AuthNote = {
  reading: TokenReading;
  refusal: Refusal | null;
  /** The request as it came, of which Auth.js sees less. */
  headers: Headers;
  /** The session that a sign-in by a provider has opened, or left as it is. */
  claims: SessionClaims | null;
  /** A letter was written that had better leave at once. */
  hasLetter: boolean;
  /** What the owner of the account that was signed in has chosen. */
  language: Language | null;
};

/** `opened`: signing out needs no live session; else how strictly its life is checked. */
export type TokenReading = 'opened' | Strictness;

const notes = new AsyncLocalStorage<AuthNote>();

/** Runs one request of Auth.js and answers with what was noted while it ran. */
export async function withAuthNote<Value>(
  reading: TokenReading,
  headers: Headers,
  run: () => Promise<Value>,
): Promise<{ value: Value; note: AuthNote }> {
  const nothing = { refusal: null, claims: null, hasLetter: false, language: null };
  const note: AuthNote = { reading, headers, ...nothing };
  const value = await notes.run(note, run);
  return { value, note };
}

/** Notes why the request is refused; the first reason stays. Without a note it does nothing. */
export function noteRefusal(refusal: Refusal): void {
  const note = notes.getStore();
  if (note) note.refusal ??= refusal;
}

/** Notes that a letter was written. Without a note it does nothing: the sweep sends it. */
export function noteLetter(): void {
  const note = notes.getStore();
  if (note) note.hasLetter = true;
}

/** Notes the language of the account that was signed in. Without a note it does nothing. */
export function noteLanguage(language: Language | null): void {
  const note = notes.getStore();
  if (note) note.language = language;
}

/** How this request's session token is to be read. */
export function tokenReading(): TokenReading {
  return notes.getStore()?.reading ?? 'ordinary';
}

/** The note of this request; null outside of one. */
export function currentNote(): AuthNote | null {
  return notes.getStore() ?? null;
}
