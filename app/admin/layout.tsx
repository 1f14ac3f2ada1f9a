import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { pageLanguage } from '#app/_kit/language.ts';
import { SiteFrame, siteMetadata } from '#app/_kit/site-frame.tsx';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return siteMetadata(await pageLanguage());
}

/** The pages of support and administrators: made at the edge, for each request, in their language. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  return <SiteFrame language={await pageLanguage()}>{children}</SiteFrame>;
}
