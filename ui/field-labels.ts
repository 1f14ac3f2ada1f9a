import type { WordedFieldError } from '#core/word-refusal.ts';
import type { IslandWords } from './words-provider.tsx';

/** The fields of the house's forms: their labels, in the order in which every form shows them. */
export type FieldLabels = IslandWords['fields'];

export type FieldName = keyof FieldLabels;

/** The label of a field by the name that an error carries; null for one that no form shows. */
export function labelOf(field: string, labels: FieldLabels): string | null {
  return Object.hasOwn(labels, field) ? labels[field as FieldName] : null;
}

/** Sorts errors as the form shows its fields; those of no field that is shown come last. */
export function inFormOrder(
  errors: readonly WordedFieldError[],
  labels: FieldLabels,
): WordedFieldError[] {
  const order = Object.keys(labels);
  const place = ({ field }: WordedFieldError) =>
    labelOf(field, labels) === null ? order.length : order.indexOf(field);
  return [...errors].sort((one, other) => place(one) - place(other));
}
