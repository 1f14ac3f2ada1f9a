import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { memberPage } from '#app/_kit/member-page.tsx';
import { ServiceFault } from '#core/fault.ts';
import { hasPassword } from '#core/has-password.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { ports } from '#server/ports.ts';
import { AccountPage } from '#ui/account-page.tsx';
import { Card } from '#ui/card.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { NewPasswordField } from '#ui/new-password-field.tsx';
import { PasswordOwner } from '#ui/password-owner.tsx';
import { changePassword } from './actions.ts';

export const metadata: Metadata = { title: 'Security' };

export default memberPage('/account/security', async ({ user, claims }) => (
  <AccountPage path="/account/security" title="Security" lead="What keeps your account yours.">
    {(await mayHavePassword(claims)) ? (
      <Card
        id="password"
        title="Password"
        lead="When you change it, all other devices are signed out. This one stays signed in."
      >
        <div className="max-w-lg px-5 py-6 sm:px-6">
          <Form
            id="change-password"
            action={changePassword}
            done={
              <a className="button button-quiet" href="/account">
                Your account
              </a>
            }
          >
            <PasswordOwner email={user.email} />
            <Field name="currentPassword" type="password" autoComplete="current-password" />
            <NewPasswordField name="newPassword" />
            <Submit busy="Changing…">Change password</Submit>
          </Form>
        </div>
      </Card>
    ) : (
      <Card id="password" title="Password">
        <Line>
          This account has no password. You sign in with another service, and a password is kept and
          changed there.
        </Line>
      </Card>
    )}
    <Card id="devices" title="Devices">
      <Line
        way={
          <a className="button button-quiet flex-none" href="/account/sessions">
            Your sessions
          </a>
        }
      >
        See where you are signed in, and end the sessions that you do not know.
      </Line>
    </Card>
  </AccountPage>
));

function Line({ way, children }: { way?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4 px-5 py-5 sm:flex-row sm:items-center sm:justify-between sm:px-6">
      <p className="max-w-md text-label text-ink-soft">{children}</p>
      {way}
    </div>
  );
}

/** While the registry is silent the form is shown: its action has the last word. */
async function mayHavePassword(claims: SessionClaims): Promise<boolean> {
  try {
    return await hasPassword(ports(), claims);
  } catch (error) {
    if (error instanceof ServiceFault) return true;
    throw error;
  }
}
