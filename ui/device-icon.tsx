export type DeviceKind = 'desktop' | 'phone' | 'tablet' | 'other';

/** What a device looks like, roughly. Decorative: its name says the same. */
export function DeviceIcon({ kind }: { kind: DeviceKind }) {
  return (
    <span className="grid size-11 flex-none place-items-center rounded-xl bg-sunken text-ink-soft">
      <svg viewBox="0 0 24 24" className="size-6" fill="none" aria-hidden="true">
        <path
          d={shapes[kind]}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
}

/** A box with round corners, as a path. */
const box = (x: number, y: number, width: number, height: number) =>
  `M${x + 2} ${y}h${width - 4}a2 2 0 0 1 2 2v${height - 4}a2 2 0 0 1-2 2h-${width - 4}a2 2 0 0 1-2-2v-${height - 4}a2 2 0 0 1 2-2Z`;

const shapes: Record<DeviceKind, string> = {
  desktop: `${box(3, 4, 18, 12)}M12 16v4M8.5 20h7`,
  phone: `${box(7, 2.5, 10, 19)}M11 18.5h2`,
  tablet: `${box(4.5, 3, 15, 18)}M11 17.75h2`,
  // A terminal: programs sign in as well as browsers.
  other: `${box(3, 4, 18, 16)}M7 9.5l2.75 2.5L7 14.5M12.5 15h4`,
};
