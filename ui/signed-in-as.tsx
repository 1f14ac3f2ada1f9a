'use client';

import { useSession } from 'next-auth/react';

/** One line that says whose session this is, once that is known; its place is kept until then. */
export function SignedInAs() {
  const { data, status } = useSession();
  return (
    <p className="mt-4 min-h-5 text-label wrap-anywhere">
      {data?.user ? (
        <>
          Signed in as <span className="font-medium text-ink">{data.user.email}</span>
        </>
      ) : null}
      {status === 'unauthenticated' ? 'You are not signed in.' : null}
    </p>
  );
}
