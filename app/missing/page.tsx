import type { Metadata } from 'next';
import { MissingPage } from '#ui/missing-page.tsx';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** The static body that the gate sends with a 404. */
export default MissingPage;
