import type { ReactNode } from 'react';
import { SiteFrame, siteMetadata, siteViewport } from '#app/_kit/site-frame.tsx';

export const metadata = siteMetadata('en');
export const viewport = siteViewport;

/** The pages that are the same for everyone, in English: made by the build. */
export default function Layout({ children }: { children: ReactNode }) {
  return <SiteFrame language="en">{children}</SiteFrame>;
}
