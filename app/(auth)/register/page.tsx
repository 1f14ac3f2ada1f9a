import type { Metadata } from 'next';
import { NewPasswordField } from '#app/_kit/new-password-field.tsx';
import { configuredProviders } from '#server/providers.ts';
import { EmailField } from '#ui/email-field.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { OrDivider } from '#ui/or-divider.tsx';
import { ProviderButtons } from '#ui/provider-buttons.tsx';
import { startProvider } from '../sign-in/actions.ts';
import { type Query, returnPath, sendOnIfSignedIn } from '../visit.ts';
import { register } from './actions.ts';

export const metadata: Metadata = { title: 'Create an account' };

export default async function RegisterPage({ searchParams }: { searchParams: Query }) {
  const returnTo = returnPath((await searchParams).returnTo);
  await sendOnIfSignedIn(returnTo);
  const providers = configuredProviders();

  return (
    <Gateway
      title="Create an account"
      lead={providers.length > 0 ? eitherWay : byLetter}
      below={
        <>
          Have an account?{' '}
          <a className="link inline-block py-3" href="/sign-in">
            Sign in
          </a>
        </>
      }
    >
      {providers.length > 0 ? (
        <>
          <ProviderButtons
            action={startProvider}
            providers={providers}
            returnTo={returnTo}
            lastUsed={null}
          />
          <OrDivider />
        </>
      ) : null}
      <Form id="register" action={register}>
        <Field name="name" autoComplete="name" isOptional />
        <EmailField autoComplete="email" />
        <NewPasswordField name="password" />
        <Submit busy="Creating your account…">Create account</Submit>
      </Form>
    </Gateway>
  );
}

const byLetter = 'We will send a letter to your address to confirm that it is yours.';
const eitherWay =
  'With an account that you have elsewhere, or with your e-mail address: we will send a letter to confirm that it is yours.';
