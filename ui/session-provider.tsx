'use client';

import { SessionProvider as NextAuthProvider } from 'next-auth/react';
import type { ReactNode } from 'react';

/**
 * The layout's session provider. It asks for the session itself, so that the layout needs no
 * cookie and public pages stay static; it asks again when the tab is looked at, and when
 * `announceSessionChange` says so.
 */
export function SessionProvider({ children }: { children: ReactNode }) {
  return (
    <NextAuthProvider basePath="/api/auth" refetchOnWindowFocus>
      {children}
    </NextAuthProvider>
  );
}
