/** The gatehouse of the home page: arches, a half-raised portcullis, light behind. Decorative. */
export function HeroGate() {
  return (
    <svg
      viewBox="0 0 440 420"
      className="mx-auto w-full max-w-72 text-line-strong md:max-w-110"
      fill="none"
      aria-hidden="true"
    >
      <path d="M90 400V200a130 130 0 0 1 260 0v200Z" className="fill-accent-soft" />
      <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 400h424" />
        <path d="M30 400V200a190 190 0 0 1 380 0v200" className="text-line" />
        <path d="M60 400V200a160 160 0 0 1 320 0v200" />
        <path d="M90 400V200a130 130 0 0 1 260 0v200" />
        {joints.map((degrees) => (
          <path key={degrees} d="M220 70V40" transform={`rotate(${degrees} 220 200)`} />
        ))}
        <path d="M60 250h30M60 300h30M60 350h30M350 250h30M350 300h30M350 350h30" />
        <g className="text-accent" strokeWidth="2">
          {bars.map(({ x, top }) => (
            <path key={x} className="fill-accent" d={`M${x} ${top}V244h-4l4 9 4-9h-4`} />
          ))}
          <path d="M103 148h234M91 186h258M90 224h260" />
        </g>
      </g>
    </svg>
  );
}

const joints = [-80, -64, -48, -32, -16, -5, 5, 16, 32, 48, 64, 80];
const bars = [120, 153, 187, 220, 253, 287, 320].map((x) => ({
  x,
  top: Math.round(200 - Math.sqrt(130 ** 2 - (x - 220) ** 2)),
}));
