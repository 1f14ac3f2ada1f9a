'use client';

import './globals.css';
import { FaultPage, type FaultProps } from '#ui/fault-page.tsx';
import { islands as german } from '#ui/messages/de/islands.ts';
import { islands as english } from '#ui/messages/en/islands.ts';

/**
 * What a fault of the frame itself looks like, in a frame of its own. Nobody's language is known
 * here, so that it speaks each.
 */
export default function GlobalError(props: FaultProps) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <title>{`${english.fault.pageTitle} · ${german.fault.pageTitle} · Gatehouse`}</title>
        <main className="flex flex-1 flex-col">
          <FaultPage {...props} words={english.fault} />
          <section lang="de" className="border-t border-line">
            <FaultPage {...props} words={german.fault} gate={null} />
          </section>
        </main>
      </body>
    </html>
  );
}
