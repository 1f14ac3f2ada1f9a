'use client';

import './globals.css';
import ErrorPage from './error.tsx';

/** What a fault of the frame itself looks like: the same page, in a frame of its own. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <main className="flex flex-1 flex-col">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
