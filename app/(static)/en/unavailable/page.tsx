import { Unavailable, unavailableMetadata } from '../../unavailable.tsx';

export const metadata = unavailableMetadata('en');

export default function UnavailablePage() {
  return <Unavailable language="en" />;
}
