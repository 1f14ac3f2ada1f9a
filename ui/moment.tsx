/** A moment, in words and for machines. In UTC and said so: the server knows no other zone. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{momentInWords(at)}</time>;
}

/** How long ago a moment was, in words; hovering gives the moment itself. */
export function Ago({ at, now }: { at: string; now: Date }) {
  return (
    <time dateTime={at} title={momentInWords(at)}>
      {agoInWords(at, now)}
    </time>
  );
}

/** "5 minutes ago", "2 days ago"; a moment to come, by a clock that runs ahead, is "just now". */
function agoInWords(at: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  const unit = units.find(({ length }) => seconds >= length);
  return unit ? relative.format(-Math.floor(seconds / unit.length), unit.name) : 'just now';
}

/** The same for where there is only text. */
export function momentInWords(at: string): string {
  return `${words.format(new Date(at))} UTC`;
}

const words = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** In seconds. */
const units = [
  { name: 'day', length: 86_400 },
  { name: 'hour', length: 3_600 },
  { name: 'minute', length: 60 },
] as const;
