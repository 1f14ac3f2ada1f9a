import type { Metadata } from 'next';
import { type LanguageParams, staticMessages } from '#app/_kit/static-language.ts';
import { MissingPage } from '#ui/missing-page.tsx';

type Props = { params: LanguageParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { missing } = (await staticMessages(params)).frame;
  return { title: missing.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 404. */
export default async function Missing({ params }: Props) {
  return <MissingPage words={(await staticMessages(params)).frame.missing} />;
}
