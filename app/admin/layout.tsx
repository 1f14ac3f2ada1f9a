import type { ReactNode } from 'react';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

/** The pages of support and administrators: made at the edge, for each request. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return children;
}
