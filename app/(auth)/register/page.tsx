import type { Metadata } from 'next';
import { EmailField } from '#ui/email-field.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { type Query, returnPath, sendOnIfSignedIn } from '../visit.ts';
import { register } from './actions.ts';

export const metadata: Metadata = { title: 'Create an account' };

export default async function RegisterPage({ searchParams }: { searchParams: Query }) {
  await sendOnIfSignedIn(returnPath((await searchParams).returnTo));

  return (
    <Gateway
      title="Create an account"
      lead="We will send a letter to your address to confirm that it is yours."
      below={
        <>
          Have an account?{' '}
          <a className="link inline-block py-3" href="/sign-in">
            Sign in
          </a>
        </>
      }
    >
      <Form id="register" action={register}>
        <Field name="name" autoComplete="name" isOptional />
        <EmailField autoComplete="email" />
        <Field
          name="password"
          type="password"
          autoComplete="new-password"
          passwordRules="minlength: 15;"
          hint="At least 15 characters. A few unrelated words are easy to keep in mind; spaces are welcome."
        />
        <Submit busy="Creating your account…">Create account</Submit>
      </Form>
    </Gateway>
  );
}
