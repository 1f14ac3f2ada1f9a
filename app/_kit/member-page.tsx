import { forbidden, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { asksForFresh, decideAccess, freshSeconds, ruleFor } from '#core/access.ts';
import { reauthenticatePath, signInPath } from '#core/return-to.ts';
import { isFresh } from '#core/session-claims.ts';
import { SessionOver } from '#ui/session-over.tsx';
import { pageMessages } from './language.ts';
import { currentViewer, isVisit, type Viewer } from './viewer.ts';

type PageProps = {
  params: Promise<Record<string, string | string[]>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * Makes a page for the signed-in whom the access table names for its path. It decides again what
 * middleware has decided: visitors go to sign in and back, a wrong role is 403, a sign-in that is
 * not fresh enough is confirmed first. A page that answers a form of its own shows the way in the
 * place of going it; `whenEnded` is where that way leads when the form has ended the session.
 */
export function memberPage(
  path: string,
  render: (viewer: Viewer, props: PageProps) => ReactNode | Promise<ReactNode>,
  whenEnded = signInPath(path),
) {
  return async (props: PageProps): Promise<ReactNode> => {
    const rule = ruleFor(path);
    const viewer = await currentViewer(rule?.isStrict ? 'strict' : 'ordinary');
    if (!viewer) return goTo((await isVisit()) ? signInPath(path) : whenEnded);
    if (decideAccess(path, viewer.user.role) !== 'allow') forbidden();
    if (asksForFresh(rule, false) && !isFresh(viewer.claims, new Date(), freshSeconds)) {
      return goTo(reauthenticatePath(path));
    }
    return render(viewer, props);
  };
}

async function goTo(path: string): Promise<ReactNode> {
  if (await isVisit()) redirect(path);
  return <SessionOver to={path} words={(await pageMessages()).signingIn.sessionOver} />;
}
