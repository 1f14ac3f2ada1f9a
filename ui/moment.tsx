/** A moment, in words and for machines. In UTC and said so: the server knows no other zone. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{words.format(new Date(at))} UTC</time>;
}

const words = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});
