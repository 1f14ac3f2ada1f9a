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
      <body>
        <title>{`${english.fault.title} · Gatehouse`}</title>
        <FaultPage {...props} words={english.fault} />
        <section lang="de">
          <FaultPage {...props} words={german.fault} />
        </section>
      </body>
    </html>
  );
}
