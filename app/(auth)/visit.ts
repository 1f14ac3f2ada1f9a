import { redirect } from 'next/navigation';
import { certainViewer, isVisit } from '#app/_kit/viewer.ts';
import { safeReturnTo } from '#core/return-to.ts';

/** A page's query as the framework hands it over. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where this visitor goes on after signing in: a path of this site, whatever the query says. */
export function returnPath(returnTo: string | string[] | undefined): string {
  // Any origin will do: the answer is a path, and one that stays on the origin it started from.
  return safeReturnTo(returnTo, 'http://localhost');
}

/** Sends a visitor who is signed in already on their way. */
export async function sendOnIfSignedIn(path: string): Promise<void> {
  if ((await isVisit()) && (await certainViewer())) redirect(path);
}
