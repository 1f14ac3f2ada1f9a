import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { currentViewer } from '#app/_kit/viewer.ts';
import { safeReturnTo } from '#core/return-to.ts';

/** A page's query as the framework hands it over. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/**
 * Decides whether a page is rendered for a visit, and not as the answer to one of its own forms.
 * An answer must not redirect (an edge page would answer 500 to a browser without JavaScript),
 * nor judge a one-time token that the form has just used.
 */
export async function isVisit(): Promise<boolean> {
  const asked = await headers();
  return !asked.has('next-action') && !asked.has('content-type');
}

/** Where this visitor goes on after signing in: a path of this site, whatever the query says. */
export function returnPath(returnTo: string | string[] | undefined): string {
  // Any origin will do: the answer is a path, and one that stays on the origin it started from.
  return safeReturnTo(returnTo, 'http://localhost');
}

/** Sends a visitor who is signed in already on their way. */
export async function sendOnIfSignedIn(path: string): Promise<void> {
  if ((await isVisit()) && (await currentViewer())) redirect(path);
}
