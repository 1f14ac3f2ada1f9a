'use client';

import { FaultPage, type FaultProps } from '#ui/fault-page.tsx';
import { useWords } from '#ui/words-provider.tsx';

/** What a fault looks like inside the frame. */
export default function ErrorPage(props: FaultProps) {
  const { fault } = useWords();
  return (
    <>
      <title>{`${fault.title} · Gatehouse`}</title>
      <FaultPage {...props} words={fault} />
    </>
  );
}
