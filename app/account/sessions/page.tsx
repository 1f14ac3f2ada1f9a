import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { memberPage } from '#app/_kit/member-page.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { freshSeconds } from '#core/access.ts';
import { reauthenticatePath } from '#core/return-to.ts';
import { isFresh } from '#core/session-claims.ts';
import { ports } from '#server/ports.ts';
import { AccountPage } from '#ui/account-page.tsx';
import { Card } from '#ui/card.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SessionList } from '#ui/session-list.tsx';
import { endAllSessions, endOtherSessions, endSession } from './actions.ts';
import { shownSessions } from './shown-sessions.ts';
import { signedOutPath } from './signed-out-path.ts';

export const metadata: Metadata = { title: 'Sessions' };

const path = '/account/sessions';

export default memberPage(
  path,
  async ({ claims }, { searchParams }) => {
    const { notice } = await searchParams;
    const now = ports().clock.now();
    const isConfirmed = isFresh(claims, now, freshSeconds);
    const sessions = await shownSessions(claims);
    const hasOthers = sessions === null || sessions.some(({ isCurrent }) => !isCurrent);

    return (
      <AccountPage path={path} title="Sessions" lead="Where you are signed in, and how to end it.">
        {notice === 'confirmed' && isConfirmed && (await isVisit()) ? (
          <div className="-mb-6">
            <Notice
              kind="success"
              title="Thank you, it is you"
              text="Nothing has been ended yet. You can do it now."
              isFocused
            />
          </div>
        ) : null}
        {isConfirmed ? null : <AsksFirst />}
        <SessionList sessions={sessions} now={now} endSession={endSession} />
        <Card id="in-one-go" title="Sign out in one go">
          <div className="divide-y divide-line">
            <div className="px-5 py-5 sm:px-6">
              <Form id="end-others" action={endOtherSessions}>
                <Way text={hasOthers ? endsOthers : 'There is no other session to end.'}>
                  {hasOthers ? (
                    <Submit busy="Signing out…" kind="quiet">
                      Sign out on all other devices
                    </Submit>
                  ) : null}
                </Way>
              </Form>
            </div>
            <div className="px-5 py-5 sm:px-6">
              <Form id="end-all" action={endAllSessions}>
                <Way text="Ends every session, this one included. Afterwards you sign in again.">
                  <Submit busy="Signing out…" kind="quiet">
                    Sign out everywhere
                  </Submit>
                </Way>
              </Form>
            </div>
          </div>
        </Card>
      </AccountPage>
    );
  },
  signedOutPath,
);

const endsOthers =
  'Ends every session but this one: for a device that was lost, or a list that looks strange.';

/** What a button does, and the button. */
function Way({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4 sm:flex-row sm:items-center sm:justify-between">
      <p className="max-w-md text-label text-ink-soft">{text}</p>
      <div className="flex-none">{children}</div>
    </div>
  );
}

/** Said beforehand, so that nobody is surprised by being asked. */
function AsksFirst() {
  return (
    <p className="-mt-4 text-label text-ink-soft">
      You signed in more than ten minutes ago, so we ask for your password before we end a session.{' '}
      <a className="link inline-block py-1 pointer-coarse:py-3" href={reauthenticatePath(path)}>
        Confirm now
      </a>
    </p>
  );
}
