import type { WordedFieldError } from '#core/word-refusal.ts';

/**
 * What the fields of the house's forms are called, above the field and in a form's summary, in the
 * order in which every form shows them.
 */
export const fieldLabels = {
  name: 'Name',
  email: 'E-mail address',
  password: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  code: 'Code',
} as const;

export type FieldName = keyof typeof fieldLabels;

/** The label of a field by the name that an error carries; null for one that no form shows. */
export function labelOf(field: string): string | null {
  return Object.hasOwn(fieldLabels, field) ? fieldLabels[field as FieldName] : null;
}

/** Sorts errors as the form shows its fields; those of no field that is shown come last. */
export function inFormOrder(errors: readonly WordedFieldError[]): WordedFieldError[] {
  const order = Object.keys(fieldLabels);
  const place = ({ field }: WordedFieldError) =>
    labelOf(field) === null ? order.length : order.indexOf(field);
  return [...errors].sort((one, other) => place(one) - place(other));
}
