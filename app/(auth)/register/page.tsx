import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).signingIn.register.title };
}

export default async function RegisterPage({ searchParams }: { searchParams: Query }) {
  const returnTo = returnPath((await searchParams).returnTo);
  await sendOnIfSignedIn(returnTo);
  const providers = configuredProviders();
  const { signingIn } = await pageMessages();
  const t = signingIn.register;

  return (
    <Gateway
      title={t.title}
      lead={providers.length > 0 ? t.eitherWay : t.byLetter}
      below={
        <>
          {t.haveOne}{' '}
          <a className="link inline-block py-3" href="/sign-in">
            {t.signIn}
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
            words={signingIn}
          />
          <OrDivider word={signingIn.or} />
        </>
      ) : null}
      <Form id="register" action={register}>
        <Field name="name" autoComplete="name" isOptional />
        <EmailField autoComplete="email" />
        <NewPasswordField name="password" />
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>
    </Gateway>
  );
}
