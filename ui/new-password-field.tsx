import { Field } from './form.tsx';
import { PasswordStrength, type StrengthWords } from './password-strength.tsx';

/**
 * The field for a password that is chosen now, with the policy in words and for password managers
 * (`passwordrules`), and the meter below it. Pages take it from app/_kit, which knows its words.
 */
export function NewPasswordField({
  name,
  minimum,
  hint,
  strength,
}: {
  name: 'password' | 'newPassword';
  minimum: number;
  hint: string;
  strength: StrengthWords;
}) {
  return (
    <div>
      <Field
        name={name}
        type="password"
        autoComplete="new-password"
        passwordRules={`minlength: ${minimum};`}
        hint={hint}
      />
      <PasswordStrength name={name} words={strength} />
    </div>
  );
}
