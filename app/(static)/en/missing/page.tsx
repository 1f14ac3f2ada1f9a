import { Missing, missingMetadata } from '../../missing.tsx';

export const metadata = missingMetadata('en');

export default function MissingPage() {
  return <Missing language="en" />;
}
