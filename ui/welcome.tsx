'use client';

import { useSession } from 'next-auth/react';

/**
 * The ways on from the home page, for whoever looks at it. The page itself is the same for all,
 * so the server draws the stranger's ways; both sets take the same room.
 */
export function Welcome() {
  const { data } = useSession();
  const user = data?.user;
  return (
    <div>
      <div className="flex flex-col gap-3 sm:flex-row">
        <a className="button button-primary sm:min-w-44" href={user ? '/account' : '/register'}>
          {user ? 'Your account' : 'Create an account'}
        </a>
        <a className="button button-quiet sm:min-w-32" href={user ? '/sign-out' : '/sign-in'}>
          {user ? 'Sign out' : 'Sign in'}
        </a>
      </div>
      <p className="mt-4 min-h-10 text-label text-ink-soft wrap-anywhere sm:min-h-5">
        {user ? (
          <>
            Signed in as <strong className="font-medium text-ink">{user.name || user.email}</strong>
          </>
        ) : null}
      </p>
    </div>
  );
}
