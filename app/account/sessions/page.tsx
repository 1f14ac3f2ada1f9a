import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { freshSeconds } from '#core/access.ts';
import { reauthenticatePath } from '#core/return-to.ts';
import { isFresh } from '#core/session-claims.ts';
import { ports } from '#server/ports.ts';
import { AccountPage } from '#ui/account-page.tsx';
import { Card } from '#ui/card.tsx';
import { Form, Submit } from '#ui/form.tsx';
import type { Messages } from '#ui/messages/messages.ts';
import { Notice } from '#ui/notice.tsx';
import { SessionList } from '#ui/session-list.tsx';
import { endAllSessions, endOtherSessions, endSession } from './actions.ts';
import { shownSessions } from './shown-sessions.ts';
import { signedOutPath } from './signed-out-path.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).sessions.title };
}

const path = '/account/sessions';

export default memberPage(
  path,
  async ({ claims }, { searchParams }) => {
    const { notice } = await searchParams;
    const { account, sessions: t } = await pageMessages();
    const now = ports().clock.now();
    const isConfirmed = isFresh(claims, now, freshSeconds);
    const sessions = await shownSessions(claims);
    const hasOthers = sessions === null || sessions.some(({ isCurrent }) => !isCurrent);

    return (
      <AccountPage path={path} title={t.title} lead={t.lead} words={account.pages}>
        {notice === 'confirmed' && isConfirmed && (await isVisit()) ? (
          <div className="-mb-6">
            <Notice kind="success" title={t.confirmedTitle} text={t.confirmedText} isFocused />
          </div>
        ) : null}
        {isConfirmed ? null : <AsksFirst words={t} />}
        <SessionList
          sessions={sessions}
          now={now}
          language={await pageLanguage()}
          words={t}
          endSession={endSession}
        />
        <Card id="in-one-go" title={t.inOneGo}>
          <div className="divide-y divide-line">
            <div className="px-5 py-5 sm:px-6">
              <Form id="end-others" action={endOtherSessions}>
                <Way text={hasOthers ? t.endOthersText : t.noOthers}>
                  {hasOthers ? (
                    <Submit busy={t.signingOut} kind="quiet">
                      {t.endOthers}
                    </Submit>
                  ) : null}
                </Way>
              </Form>
            </div>
            <div className="px-5 py-5 sm:px-6">
              <Form id="end-all" action={endAllSessions}>
                <Way text={t.endAllText}>
                  <Submit busy={t.signingOut} kind="quiet">
                    {t.endAll}
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
function AsksFirst({ words }: { words: Messages['sessions'] }) {
  return (
    <p className="-mt-4 text-label text-ink-soft">
      {words.asksFirst}{' '}
      <a className="link inline-block py-1 pointer-coarse:py-3" href={reauthenticatePath(path)}>
        {words.confirmNow}
      </a>
    </p>
  );
}
