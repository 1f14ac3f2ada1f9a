/** What the fields of the house's forms are called, above the field and in a form's summary. */
export const fieldLabels = {
  name: 'Name',
  email: 'E-mail address',
  password: 'Password',
  code: 'Code',
} as const;

export type FieldName = keyof typeof fieldLabels;

/** The label of a field by the name that an error carries; null for one that no form shows. */
export function labelOf(field: string): string | null {
  return Object.hasOwn(fieldLabels, field) ? fieldLabels[field as FieldName] : null;
}
