'use client';

import { FaultInFrame, type FaultProps } from '#ui/fault-page.tsx';

/** What a fault looks like inside the frame. */
export default function ErrorPage(props: FaultProps) {
  return <FaultInFrame {...props} />;
}
