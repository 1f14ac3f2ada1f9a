import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Header } from '#ui/header.tsx';
import { SessionProvider } from '#ui/session-provider.tsx';

export const metadata: Metadata = {
  title: { default: 'Gatehouse', template: '%s · Gatehouse' },
  description: 'Authentication for Next.js at the edge: sign-in, sessions and roles, done right.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
};

/** The frame of every page. It reads nothing of the request: public pages stay static. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="button button-primary fixed top-2 left-2 z-10 -translate-y-20 focus:translate-y-0"
        >
          Skip to content
        </a>
        <SessionProvider>
          <Header />
          <main id="main" tabIndex={-1} className="flex flex-1 flex-col">
            {children}
          </main>
        </SessionProvider>
      </body>
    </html>
  );
}
