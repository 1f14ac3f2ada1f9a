'use client';

import { useRouter } from 'next/navigation';
import { SessionProvider as NextAuthProvider, useSession } from 'next-auth/react';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * The layout's session provider. It asks for the session itself, so that the layout needs no
 * cookie and public pages stay static; it asks again when the tab is looked at, and when
 * `announceSessionChange` says so.
 */
export function SessionProvider({ children }: { children: ReactNode }) {
  return (
    <NextAuthProvider basePath="/api/auth" refetchOnWindowFocus>
      <ClearedPage />
      {children}
    </NextAuthProvider>
  );
}

/**
 * Asks for the page anew once its session has ended, in this tab or elsewhere: what only the
 * signed-in may see stays neither on the screen nor in the scripts that brought it (ASVS 14.3.1).
 */
function ClearedPage() {
  const { status } = useSession();
  const router = useRouter();
  const wasSignedIn = useRef(false);
  useEffect(() => {
    if (status === 'unauthenticated' && wasSignedIn.current) {
      for (const script of document.querySelectorAll('script:not([src])')) script.remove();
      router.refresh();
    }
    if (status !== 'loading') wasSignedIn.current = status === 'authenticated';
  }, [status, router]);
  return null;
}
