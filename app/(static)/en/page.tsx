import { Home, homeMetadata } from '../home.tsx';

export const metadata = homeMetadata('en');

export default function HomePage() {
  return <Home language="en" />;
}
