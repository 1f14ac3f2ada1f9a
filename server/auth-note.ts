import { AsyncLocalStorage } from 'node:async_hooks';
import type { Refusal } from '#core/outcome.ts';

/**
 * What went wrong inside Auth.js while it answered one request: it calls nearly everything
 * `Configuration`, so the door writes its refusal down here and the route's wrapper reads it.
 */
export type AuthNote = { refusal: Refusal | null };

const notes = new AsyncLocalStorage<AuthNote>();

/** Runs one request of Auth.js and answers with what was noted while it ran. */
export async function withAuthNote<Value>(
  run: () => Promise<Value>,
): Promise<{ value: Value; note: AuthNote }> {
  const note: AuthNote = { refusal: null };
  const value = await notes.run(note, run);
  return { value, note };
}

/** Notes why the request is refused; the first reason stays. Without a note it does nothing. */
export function noteRefusal(refusal: Refusal): void {
  const note = notes.getStore();
  if (note) note.refusal ??= refusal;
}
