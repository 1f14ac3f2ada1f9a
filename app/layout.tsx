import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SessionProvider } from '#ui/session-provider.tsx';

export const metadata: Metadata = {
  title: { default: 'Gatehouse', template: '%s · Gatehouse' },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
};

/**
 * What every page stands in, whatever its language: the session alone, which goes on from page to
 * page without a reload. It reads nothing of the request: public pages stay static. The document
 * itself, whose language a page has, comes from the layout of each group (app/_kit/site-frame.tsx).
 */
export default function RootLayout({ children }: { children: ReactNode }) {
  return <SessionProvider>{children}</SessionProvider>;
}
