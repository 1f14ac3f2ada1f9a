import type { ReactNode } from 'react';
import { SiteFrame, siteMetadata } from '#app/_kit/site-frame.tsx';

export const metadata = siteMetadata('de');

/** The pages that are the same for everyone, in German: made by the build. */
export default function Layout({ children }: { children: ReactNode }) {
  return <SiteFrame language="de">{children}</SiteFrame>;
}
