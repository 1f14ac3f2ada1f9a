import type { Metadata } from 'next';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { lastMethod } from '#app/_kit/last-method.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { isProvider } from '#core/provider-identity.ts';
import { configuredProviders } from '#server/providers.ts';
import { EmailField } from '#ui/email-field.tsx';
import { Choice, Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { LastUsed } from '#ui/last-used.tsx';
import { Notice } from '#ui/notice.tsx';
import { OrDivider } from '#ui/or-divider.tsx';
import { ProviderButtons } from '#ui/provider-buttons.tsx';
import { type Query, returnPath, sendOnIfSignedIn } from '../visit.ts';
import { signIn, startProvider } from './actions.ts';
import { signInNotice } from './notices.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).signingIn.signIn.title };
}

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const returnTo = returnPath(query.returnTo);
  await sendOnIfSignedIn(returnTo);
  const notice = (await isVisit()) ? signInNotice(await pageLanguage(), query) : null;
  const providers = configuredProviders();
  const last = await lastMethod();
  const { signingIn, recovery } = await pageMessages();
  const t = signingIn.signIn;

  return (
    <Gateway
      title={t.title}
      below={
        <>
          {t.newHere}{' '}
          <a className="link inline-block py-3" href="/register">
            {t.register}
          </a>
        </>
      }
    >
      {notice ? <Notice {...notice} /> : null}
      {providers.length > 0 ? (
        <>
          <ProviderButtons
            action={startProvider}
            providers={providers}
            returnTo={returnTo}
            lastUsed={isProvider(last) ? last : null}
            words={signingIn}
          />
          <OrDivider word={signingIn.or} />
        </>
      ) : null}
      <Form
        id="sign-in"
        action={signIn}
        links={{ email_not_verified: { href: '/check-email', label: t.confirm } }}
      >
        <input type="hidden" name="returnTo" value={returnTo} />
        <EmailField autoComplete="username" />
        <Field name="password" type="password" autoComplete="current-password" />
        <a className="link -mt-5 -mb-4 self-end py-3 text-label" href="/forgot-password">
          {recovery.forgot.title}
        </a>
        <Choice name="rememberMe" label={t.rememberMe} isChosen />
        <div className="relative">
          {last === 'password' && providers.length > 0 ? (
            <LastUsed word={signingIn.lastUsed} />
          ) : null}
          <Submit busy={t.submitting}>{t.submit}</Submit>
        </div>
      </Form>
    </Gateway>
  );
}
