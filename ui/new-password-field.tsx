import { Field } from './form.tsx';

/** The field for a password that is chosen now, with the policy in words and for password managers. */
export function NewPasswordField({ name }: { name: 'password' | 'newPassword' }) {
  return (
    <Field
      name={name}
      type="password"
      autoComplete="new-password"
      passwordRules="minlength: 15;"
      hint="At least 15 characters. A few unrelated words are easy to keep in mind; spaces are welcome."
    />
  );
}
