import type { Metadata } from 'next';
import { EmailField } from '#ui/email-field.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { NewPasswordField } from '#ui/new-password-field.tsx';
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
        <NewPasswordField name="password" />
        <Submit busy="Creating your account…">Create account</Submit>
      </Form>
    </Gateway>
  );
}
