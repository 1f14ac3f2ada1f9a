import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { SiteFrame, siteMetadata, siteViewport } from '#app/_kit/site-frame.tsx';
import { type LanguageParams, languageParams, paramLanguage } from '#app/_kit/static-language.ts';

export const dynamicParams = false;
export const generateStaticParams = languageParams;

export const viewport = siteViewport;

export async function generateMetadata({ params }: { params: LanguageParams }): Promise<Metadata> {
  return siteMetadata(await paramLanguage(params));
}

/** The pages that are the same for everyone, made by the build once in each language. */
export default async function StaticLayout({
  params,
  children,
}: {
  params: LanguageParams;
  children: ReactNode;
}) {
  return <SiteFrame language={await paramLanguage(params)}>{children}</SiteFrame>;
}
