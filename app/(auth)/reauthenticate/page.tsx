import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { freshSeconds } from '#core/access.ts';
import { isFresh } from '#core/session-claims.ts';
import { ports } from '#server/ports.ts';
import { Emphasised } from '#ui/emphasised.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { Notice } from '#ui/notice.tsx';
import { OrDivider } from '#ui/or-divider.tsx';
import { PasswordOwner } from '#ui/password-owner.tsx';
import { ProviderButtons } from '#ui/provider-buttons.tsx';
import { startProvider } from '../sign-in/actions.ts';
import { returnPath } from '../visit.ts';
import { reauthenticate } from './actions.ts';
import { confirmedPath } from './confirmed-path.ts';
import { waysToConfirm } from './ways-to-confirm.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).signingIn.reauthenticate.title };
}

/**
 * In seconds. Who is sent here is fresh no more by another instance's clock: were ours a little
 * behind and took them for fresh, the two would send them to and fro.
 */
const clockMargin = 60;

/** Asks the signed-in who they are, where something wants a recent sign-in. */
export default memberPage('/reauthenticate', async ({ user, claims }, { searchParams }) => {
  const given = (await searchParams).returnTo;
  const returnTo = returnPath(given);
  const isConfirmed = isFresh(claims, ports().clock.now(), freshSeconds - clockMargin);
  if (isConfirmed && (await isVisit())) redirect(returnTo);

  const { byPassword, providers } = await waysToConfirm(claims);
  const { signingIn } = await pageMessages();
  const t = signingIn.reauthenticate;

  return (
    <Gateway
      title={t.title}
      lead={
        <>
          <Emphasised parts={t.signedInAs(user.email)} />{' '}
          {byPassword && providers.length === 0 ? t.byPassword : t.byEither}
        </>
      }
      below={
        <>
          {t.notYou}{' '}
          <a className="link inline-block py-3" href="/sign-out">
            {t.other}
          </a>
        </>
      }
    >
      {providers.length > 0 ? (
        <ProviderButtons
          action={startProvider}
          providers={providers}
          returnTo={confirmedPath(returnTo)}
          lastUsed={null}
          words={signingIn}
        />
      ) : null}
      {providers.length > 0 && byPassword ? <OrDivider word={signingIn.or} /> : null}
      {byPassword ? (
        <Form id="reauthenticate" action={reauthenticate}>
          <input type="hidden" name="returnTo" value={returnTo} />
          <PasswordOwner email={user.email} />
          <Field name="password" type="password" autoComplete="current-password" />
          <Submit busy={t.submitting}>{t.submit}</Submit>
        </Form>
      ) : null}
      {byPassword || providers.length > 0 ? null : (
        <Notice kind="info" title={t.noWayTitle} text={t.noWayText} />
      )}
    </Gateway>
  );
});
