import type { Language } from '#core/language.ts';
import type { LetterTemplate } from '#core/letters.ts';
import { Badge } from './badge.tsx';
import { letterTrouble } from './letter-trouble.ts';
import type { Messages } from './messages/messages.ts';
import { Moment } from './moment.tsx';

/** A letter as the list shows it; moments are ISO 8601 texts. */
export type ShownLetter = {
  id: string;
  template: LetterTemplate;
  recipient: string;
  createdAt: string;
  dueAt: string | null;
  buriedAt: string | null;
  attempts: number;
  errorCode: string | null;
  isLong: boolean;
};

/** The letters that were given up, or that wait: which, to whom, since when and why. */
export function LetterList({
  letters,
  language,
  words,
}: {
  letters: readonly ShownLetter[];
  language: Language;
  words: Messages['mail'];
}) {
  return (
    <ul className="divide-y divide-line">
      {letters.map((letter) => (
        <li
          key={letter.id}
          className="grid gap-x-6 gap-y-1 px-5 py-4 sm:grid-cols-[1fr_minmax(0,20rem)] sm:px-6"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
              {words.letters[letter.template] ?? letter.template}
              {letter.isLong ? <Badge tone="danger">{words.list.long}</Badge> : null}
            </p>
            <p className="text-label text-ink-soft wrap-anywhere">{letter.recipient}</p>
          </div>
          <div className="min-w-0 text-label">
            {letter.errorCode ? (
              <p className="wrap-anywhere">
                {letterTrouble(letter.errorCode, words.errors)}{' '}
                <code className="text-caption text-ink-soft">{letter.errorCode}</code>
              </p>
            ) : null}
            <p className="text-ink-soft">
              <When letter={letter} language={language} words={words.list} />
            </p>
            <p className="text-ink-soft">{words.list.attempts(letter.attempts)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function When({
  letter,
  language,
  words,
}: {
  letter: ShownLetter;
  language: Language;
  words: Messages['mail']['list'];
}) {
  const { buriedAt, createdAt, dueAt } = letter;
  if (buriedAt) {
    return (
      <>
        {words.buriedAt} <Moment at={buriedAt} language={language} />
      </>
    );
  }
  return (
    <>
      {words.waitingSince} <Moment at={createdAt} language={language} />
      {dueAt && letter.attempts > 0 ? (
        <span className="block">
          {words.triedNext} <Moment at={dueAt} language={language} />
        </span>
      ) : null}
    </>
  );
}
