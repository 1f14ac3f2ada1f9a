import { Field } from './form.tsx';

/** The field for an e-mail address; `autoComplete` says whether it names the account or a contact. */
export function EmailField({ autoComplete }: { autoComplete: 'username' | 'email' }) {
  return (
    <Field
      name="email"
      type="email"
      autoComplete={autoComplete}
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
