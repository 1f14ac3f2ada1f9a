import type { Metadata } from 'next';
import { MissingPage } from '#ui/missing-page.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default MissingPage;
