import type { Language } from './language.ts';
import * as germanFields from './messages/de/fields.ts';
import * as german from './messages/de/refusals.ts';
import * as englishFields from './messages/en/fields.ts';
import * as english from './messages/en/refusals.ts';
import { type FieldError, isRefusalCode, type Refusal, type SentenceValues } from './outcome.ts';

/** A refused field with its sentence for people. */
export type WordedFieldError = { field: string; code: FieldError['code']; message: string };

export type RefusalWords = {
  title: string;
  /** One sentence or two: what was refused, and what to do now. */
  detail: string;
  /** When to come back; null when nothing says so. */
  wait: string | null;
  errors?: WordedFieldError[];
};

const words: Record<Language, typeof english & typeof englishFields> = {
  en: { ...english, ...englishFields },
  de: { ...german, ...germanFields },
};

/** Puts a refusal, and those of its fields, into the words of a language. */
export function wordRefusal(refusal: Refusal, language: Language): RefusalWords {
  const { refusals, waitSentence } = words[language];
  const { code, errors, retryAfterSeconds, values } = refusal;
  const [title, detail] = refusals[code];
  return {
    title,
    detail: fillSentence(detail, values),
    wait: retryAfterSeconds === undefined ? null : waitSentence(retryAfterSeconds),
    ...(errors ? { errors: errors.map((error) => wordFieldError(error, language)) } : {}),
  };
}

function wordFieldError({ field, code, values }: FieldError, language: Language): WordedFieldError {
  const { refusals, fields } = words[language];
  if (isRefusalCode(code)) {
    return { field, code, message: fillSentence(refusals[code][1], values) };
  }
  const isBody = field === 'body' && code === 'wrong_type';
  return { field, code, message: fields[isBody ? 'body' : code] };
}

/** Fills the gaps of a sentence; one without a value stays as it is. */
function fillSentence(sentence: string, values: SentenceValues = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
