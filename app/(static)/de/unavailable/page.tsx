import { Unavailable, unavailableMetadata } from '../../unavailable.tsx';

export const metadata = unavailableMetadata('de');

export default function UnavailablePage() {
  return <Unavailable language="de" />;
}
