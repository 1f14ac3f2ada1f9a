import { Refused, refusedMetadata } from '../../refused.tsx';

export const metadata = refusedMetadata('en');

export default function RefusedPage() {
  return <Refused language="en" />;
}
