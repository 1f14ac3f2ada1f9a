'use client';

import { useSession } from 'next-auth/react';
import { useWords } from './words-provider.tsx';

/**
 * The ways on from the home page, for whoever looks at it. The page itself is the same for all,
 * so the server draws the stranger's ways; both sets take the same room.
 */
export function Welcome() {
  const { data } = useSession();
  const words = useWords();
  const user = data?.user;
  return (
    <div>
      <div className="flex flex-col gap-3 sm:flex-row">
        <a className="button button-primary sm:min-w-44" href={user ? '/account' : '/register'}>
          {user ? words.yourAccount : words.createAnAccount}
        </a>
        <a className="button button-quiet sm:min-w-32" href={user ? '/sign-out' : '/sign-in'}>
          {user ? words.signOut : words.signIn}
        </a>
      </div>
      <p className="mt-4 min-h-10 text-label text-ink-soft wrap-anywhere sm:min-h-5">
        {user ? (
          <>
            {words.signedInAs}{' '}
            <strong className="font-medium text-ink">{user.name || user.email}</strong>
          </>
        ) : null}
      </p>
    </div>
  );
}
