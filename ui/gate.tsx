/** The mark of the house: a gate with its portcullis half raised. */
export function GateMark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="2.25" strokeLinecap="round">
        <path d="M6.5 27V14.5a9.5 9.5 0 0 1 19 0V27" />
        <path d="M12.25 12v7M16 12v9.5M19.75 12v7M12.25 15.5h7.5" />
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
            d="M38 33v72l2 6M49 26.5V105l0 6M60 24.5V111M71 26.5V111M82 33v78M28.5 48h63M27 66h66M27 84h66M27 102h66"
          />
        ) : (
          <path
            className="text-accent"
            d="M38 33v13l0 4M49 26.5V50M60 24.5V50M71 26.5V50M82 33v17M29.5 44h61"
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
