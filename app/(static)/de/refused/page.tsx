import { Refused, refusedMetadata } from '../../refused.tsx';

export const metadata = refusedMetadata('de');

export default function RefusedPage() {
  return <Refused language="de" />;
}
