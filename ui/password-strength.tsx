'use client';

import { useContext, useEffect, useState } from 'react';
import type { Advice, Strength, StrengthReading } from '#core/password-strength.ts';
import { FormContext } from './form-context.ts';

/** What the meter says; `{missing}` in an advice is the number of characters that are wanting. */
export type StrengthWords = {
  strengths: Record<Strength, string>;
  advice: Record<Advice, string>;
};

/** How long nobody types before the server is asked, in milliseconds. */
const pauseMilliseconds = 500;

/**
 * Says how strong the password in a field of the form around is, as the server measures it with
 * what is typed beside it. Without JavaScript, or an answer, it says nothing.
 */
export function PasswordStrength({ name, words }: { name: string; words: StrengthWords }) {
  const { id } = useContext(FormContext);
  const [reading, setReading] = useState<StrengthReading | null>(null);

  useEffect(() => {
    const form = document.getElementById(id);
    const typed = (field: string) =>
      document.querySelector<HTMLInputElement>(`#${id} [name=${field}]`)?.value;
    let timer: ReturnType<typeof setTimeout>;
    let asking = new AbortController();

    const measure = async () => {
      const body = { password: typed(name), email: typed('email'), name: typed('name') };
      const { signal } = asking;
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const answer = await fetch('/api/password/strength', init).catch(() => null);
      const found = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!signal.aborted) setReading(found);
    };
    const wait = () => {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      if (typed(name)) timer = setTimeout(measure, pauseMilliseconds);
      else setReading(null);
    };
    // A form that was answered is emptied; its values are back only after the event.
    const waitAfterwards = () => setTimeout(wait);

    form?.addEventListener('input', wait);
    form?.addEventListener('reset', waitAfterwards);
    return () => {
      form?.removeEventListener('input', wait);
      form?.removeEventListener('reset', waitAfterwards);
      clearTimeout(timer);
      asking.abort();
    };
  }, [id, name]);

  return (
    <div role="status">
      {reading ? (
        <div className="mt-2.5">
          <div aria-hidden="true" className="flex gap-1" data-strength={reading.strength}>
            {[1, 2, 3].map((part) => (
              <span
                key={part}
                className={`h-1 flex-1 rounded-full ${part > parts[reading.strength] ? 'bg-line' : tones[reading.strength]}`}
              />
            ))}
          </div>
          <p className="mt-1.5 text-caption text-ink-soft">
            <span className="font-medium text-ink">{words.strengths[reading.strength]}.</span>{' '}
            {words.advice[reading.advice].replace('{missing}', String(reading.missing))}
          </p>
        </div>
      ) : null}
    </div>
  );
}

const parts = { too_short: 0, too_long: 0, guessable: 1, fair: 2, strong: 3 };
const tones = {
  too_short: '',
  too_long: '',
  guessable: 'bg-danger',
  fair: 'bg-line-strong',
  strong: 'bg-accent',
};
