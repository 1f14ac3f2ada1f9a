'use client';

import { useSession } from 'next-auth/react';
import { useWords } from './words-provider.tsx';

/** One line that says whose session this is, once that is known; its place is kept until then. */
export function SignedInAs() {
  const { data, status } = useSession();
  const { signedInAs, notSignedIn } = useWords();
  return (
    <p className="mt-4 min-h-5 text-label wrap-anywhere">
      {data?.user ? (
        <>
          {`${signedInAs} `}
          <span className="font-medium text-ink">{data.user.email}</span>
        </>
      ) : null}
      {status === 'unauthenticated' ? notSignedIn : null}
    </p>
  );
}
