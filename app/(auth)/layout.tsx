import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { pageLanguage } from '#app/_kit/language.ts';
import { SiteFrame, siteMetadata } from '#app/_kit/site-frame.tsx';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return siteMetadata(await pageLanguage());
}

/** The pages around signing in: made at the edge, for each request, in the language of whoever asks. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  return <SiteFrame language={await pageLanguage()}>{children}</SiteFrame>;
}
