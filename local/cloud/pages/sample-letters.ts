import { type Language, languages } from '#core/language.ts';
import type { Letter as HouseLetter, LetterTemplate } from '#core/letters.ts';
import { hostileSamples } from '#emails/hostile-samples.ts';
import { letterTemplates } from '#emails/letter-props.ts';
import { renderLetter } from '#emails/letters.ts';
import { mailHeaders } from '#emails/mail-headers.ts';
import { friendlySamples, sampleSite } from '#emails/samples.ts';
import type { Letter } from '../mail/inbox.ts';

/** A sample of a letter: its id in the inbox's addresses, and what it is a sample of. */
export type Sample = {
  id: string;
  template: LetterTemplate;
  language: Language;
  /** With props that someone wrote to do harm. */
  isHostile: boolean;
};

/** Every letter of the house in every language, friendly and hostile. */
export const samples: readonly Sample[] = letterTemplates.flatMap((template) =>
  languages.flatMap((language) =>
    [false, true].map((isHostile) => ({
      id: `sample-${language}-${isHostile ? 'hostile-' : ''}${template}`,
      template,
      language,
      isHostile,
    })),
  ),
);

/** Tells samples from letters that were sent: those have an id by chance. */
export function isSample(id: string): boolean {
  return id.startsWith('sample-');
}

/** Renders a sample by its id, as it would arrive; null when there is none. */
export function sampleLetter(id: string, now: Date): Letter | null {
  const sample = samples.find((known) => known.id === id);
  return sample ? arrived(sample, now) : null;
}

/** Renders a sample as it would arrive. */
export function arrived({ id, template, language, isHostile }: Sample, now: Date): Letter {
  const props = (isHostile ? hostileSamples : friendlySamples)[template];
  const rendered = renderLetter({ template, props } as HouseLetter, language, sampleSite);
  return {
    ...rendered,
    id,
    from: `${sampleSite.name} <hello@gatehouse.example>`,
    to: ['ada@example.com'],
    headers: mailHeaders(language, id),
    idempotencyKey: id,
    createdAt: now.toISOString(),
  };
}
