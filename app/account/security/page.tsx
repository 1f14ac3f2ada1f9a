import type { Metadata } from 'next';
import { cache, type ReactNode } from 'react';
import { pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { NewPasswordField } from '#app/_kit/new-password-field.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { whenSilent } from '#app/_kit/when-silent.ts';
import { hasPassword } from '#core/has-password.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { ports } from '#server/ports.ts';
import { AccountPage } from '#ui/account-page.tsx';
import { BreachedPassword } from '#ui/breached-password.tsx';
import { Card } from '#ui/card.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { PasswordOwner } from '#ui/password-owner.tsx';
import { returnPath } from '../../(auth)/visit.ts';
import { changePassword } from './actions.ts';
import { AddressCard } from './address-card.tsx';
import { FirstPassword } from './first-password.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).account.security.title };
}

export default memberPage('/account/security', async ({ user, claims }, { searchParams }) => {
  const { account, passwords } = await pageMessages();
  const t = account.security;
  return (
    <AccountPage path="/account/security" title={t.title} lead={t.lead} words={account.pages}>
      {claims.notices?.includes('password_breached') ? (
        <BreachedPassword
          words={passwords.breached}
          laterPath={returnPath((await searchParams).returnTo)}
        />
      ) : null}
      <FirstPasswordSet isNews={(await searchParams).notice === 'password-set'} />
      <FirstPassword email={user.email} hasPassword={await mayHavePassword(claims)} />
      {(await mayHavePassword(claims)) ? (
        <Card id="password" title={t.password} lead={t.passwordLead}>
          <div className="max-w-lg px-5 py-6 sm:px-6">
            <Form
              id="change-password"
              action={changePassword}
              done={
                <a className="button button-quiet" href="/account">
                  {t.account}
                </a>
              }
            >
              <PasswordOwner email={user.email} />
              <Field name="currentPassword" type="password" autoComplete="current-password" />
              <NewPasswordField name="newPassword" />
              <Submit busy={t.submitting}>{t.submit}</Submit>
            </Form>
          </div>
        </Card>
      ) : null}
      <AddressCard email={user.email} />
      <Card id="devices" title={t.devices}>
        <Line
          way={
            <a className="button button-quiet flex-none" href="/account/sessions">
              {t.sessions}
            </a>
          }
        >
          {t.sessionsText}
        </Line>
      </Card>
    </AccountPage>
  );
});

async function FirstPasswordSet({ isNews }: { isNews: boolean }) {
  if (!isNews || !(await isVisit())) return null;
  const t = (await pageMessages()).recovery.first;
  return <Notice kind="success" title={t.doneTitle} text={t.doneText} />;
}

function Line({ way, children }: { way?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4 px-5 py-5 sm:flex-row sm:items-center sm:justify-between sm:px-6">
      <p className="max-w-md text-label text-ink-soft">{children}</p>
      {way}
    </div>
  );
}

/** While the registry is silent the form is shown: its action has the last word. Asked once. */
const mayHavePassword = cache(
  (claims: SessionClaims): Promise<boolean> => whenSilent(true, () => hasPassword(ports(), claims)),
);
