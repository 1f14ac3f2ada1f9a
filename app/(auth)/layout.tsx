import type { ReactNode } from 'react';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

/** The pages around signing in: made at the edge, for each request. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return children;
}
