import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import type { PublicUser } from '#core/ports.ts';
import { signInPath } from '#core/return-to.ts';
import { type Role, roleIncludes } from '#core/roles.ts';
import { type SessionView, sessionView, userOf } from '#core/session-claims.ts';
import { currentClaims } from '#server/current-session.ts';

/** Who looks at a page: what it may show of them. */
export type Viewer = { user: PublicUser; session: SessionView };

/** The signed-in viewer of this request, or null; read once a request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const claims = await currentClaims(await headers());
  return claims && { user: userOf(claims), session: sessionView(claims) };
});

/** Lets a signed-in viewer in; sends others to sign in and back to this path. */
export async function requireUser(path: string): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer) redirect(signInPath(path));
  return viewer;
}

/** Lets a viewer of at least this role in; refuses other signed-in ones with 403. */
export async function requireRole(role: Role, path: string): Promise<Viewer> {
  const viewer = await requireUser(path);
  if (!roleIncludes(viewer.user.role, role)) forbidden();
  return viewer;
}
