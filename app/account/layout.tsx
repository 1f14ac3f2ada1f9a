import type { ReactNode } from 'react';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

/** The signed-in visitor’s own pages: made at the edge, for each request. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return children;
}
