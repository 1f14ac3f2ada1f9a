import { Home, homeMetadata } from '../home.tsx';

export const metadata = homeMetadata('de');

export default function HomePage() {
  return <Home language="de" />;
}
