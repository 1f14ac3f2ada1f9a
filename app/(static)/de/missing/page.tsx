import { Missing, missingMetadata } from '../../missing.tsx';

export const metadata = missingMetadata('de');

export default function MissingPage() {
  return <Missing language="de" />;
}
