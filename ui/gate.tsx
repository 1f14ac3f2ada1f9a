/** The mark of the house: a gate with its portcullis half raised. */
export function GateMark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeLinecap="round">
        <path strokeWidth="2.25" d="M6 27.5V15a10 10 0 0 1 20 0v12.5" />
        <path strokeWidth="1.75" d="M11.25 6.75V20M16 5.5V20M20.75 6.75V20M6.5 13.5h19" />
      </g>
    </svg>
  );
}

/** The gate as a picture of what happened: shut, or open upon nothing. Decorative. */
export function Gate({ state }: { state: 'open' | 'shut' }) {
  return (
    <svg viewBox="0 0 120 120" className="size-28 text-ink-soft" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 111h104" />
        <path d="M16 111V57a44 44 0 0 1 88 0v54" className="text-line-strong" />
        <path d="M27 111V57a33 33 0 0 1 66 0v54" />
        <path d="m54.5 14.2 2.4 10h6.2l2.4-10" className="text-accent" />
        {state === 'shut' ? (
          <path
            className="text-accent"
            d="M38 32.5V111M49 26V111M60 24V111M71 26V111M82 32.5V111M28.5 48h63M27 66h66M27 84h66M27 102h66"
          />
        ) : (
          <path
            className="text-accent"
            d="M38 32.5V56M49 26V56M60 24V56M71 26V56M82 32.5V56M28.5 48h63"
          />
        )}
      </g>
    </svg>
  );
}

/** Arches within arches, behind a card that stands in the gateway. Decorative. */
export function Archway({ className = '' }: { className?: string }) {
  return (
    <div className={`pointer-events-none absolute inset-0 -z-10 overflow-hidden ${className}`}>
      <svg
        viewBox="0 0 1200 820"
        aria-hidden="true"
        fill="none"
        className="absolute top-0 left-1/2 h-[820px] w-[1200px] max-w-none -translate-x-1/2 fade-down text-line"
      >
        <g stroke="currentColor" strokeWidth="1.25">
          {arches.map((radius) => (
            <path
              key={radius}
              d={`M${600 - radius} 820V${crown + 256}A${radius} ${radius} 0 0 1 ${600 + radius} ${crown + 256}V820`}
            />
          ))}
          {joints.map((degrees) => (
            <path
              key={degrees}
              d="M600 50V14"
              transform={`rotate(${degrees} 600 ${crown + 256})`}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

const crown = 50;
const arches = [256, 292, 356, 440, 548];
const joints = [-75, -60, -45, -30, -15, -5, 5, 15, 30, 45, 60, 75];
