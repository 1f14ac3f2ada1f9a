/**
 * Says to password managers whose password the form asks for or changes, where no field asks for
 * the address. It is neither seen nor sent.
 */
export function PasswordOwner({ email }: { email: string }) {
  return <input type="text" autoComplete="username" value={email} readOnly hidden />;
}
