import type { Language } from '#core/language.ts';
import { messages } from './messages/messages.ts';

/** A moment, in words and for machines. In UTC and said so: the server knows no other zone. */
export function Moment({ at, language }: { at: string; language: Language }) {
  return <time dateTime={at}>{momentInWords(at, language)}</time>;
}

/** How long ago a moment was, in words; hovering gives the moment itself. */
export function Ago({ at, now, language }: { at: string; now: Date; language: Language }) {
  return (
    <time dateTime={at} title={momentInWords(at, language)}>
      {agoInWords(at, now, language)}
    </time>
  );
}

/** "5 minutes ago", "2 days ago"; a moment to come, by a clock that runs ahead, is "just now". */
function agoInWords(at: string, now: Date, language: Language): string {
  const { relative } = formats[language];
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  const unit = units.find(({ length }) => seconds >= length);
  return unit
    ? relative.format(-Math.floor(seconds / unit.length), unit.name)
    : messages[language].frame.justNow;
}

/** The same for where there is only text. */
export function momentInWords(at: string, language: Language): string {
  return `${formats[language].moment.format(new Date(at))} UTC`;
}

/** How each language writes moments: English as most of the world has it, not as America. */
const formats = {
  en: {
    moment: momentFormat('en-GB'),
    relative: new Intl.RelativeTimeFormat('en', { numeric: 'always' }),
  },
  de: {
    moment: momentFormat('de-DE'),
    relative: new Intl.RelativeTimeFormat('de', { numeric: 'always' }),
  },
} satisfies Record<Language, unknown>;

function momentFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
}

/** In seconds. */
const units = [
  { name: 'day', length: 86_400 },
  { name: 'hour', length: 3_600 },
  { name: 'minute', length: 60 },
] as const;
