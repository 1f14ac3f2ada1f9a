import type { Language } from '#core/language.ts';
import { Card } from './card.tsx';
import { EmptyState } from './empty-state.tsx';
import { ButtonForm, FormGroup } from './form-group.tsx';
import type { FormAction } from './form-state.ts';
import type { Messages } from './messages/messages.ts';
import { Notice } from './notice.tsx';
import { SessionRow, type ShownSession } from './session-row.tsx';

/**
 * The visitor's sessions: this one with the way out of it, the others each with a button. With
 * null, for a list that cannot be read, the answer to a button still finds its place.
 */
export function SessionList({
  sessions,
  endSession,
  ...shown
}: Shown & {
  sessions: readonly ListedSession[] | null;
  endSession: FormAction;
}) {
  return (
    <FormGroup id="sessions" action={endSession}>
      {sessions ? <Listed sessions={sessions} {...shown} /> : <Unreadable words={shown.words} />}
    </FormGroup>
  );
}

type ListedSession = ShownSession & { id: string };

type Shown = { now: Date; language: Language; words: Messages['sessions'] };

function Listed({ sessions, ...shown }: Shown & { sessions: readonly ListedSession[] }) {
  const { words } = shown;
  const own = sessions.find(({ isCurrent }) => isCurrent);
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <>
      {own ? (
        <Card id="this-session" title={words.thisSession}>
          <SessionRow session={own} {...shown}>
            <a className="button button-quiet w-full" href="/sign-out">
              {words.signOut}
            </a>
          </SessionRow>
        </Card>
      ) : null}
      <Card
        id="other-sessions"
        title={others.length > 0 ? words.othersCounted(others.length) : words.others}
      >
        {others.length > 0 ? (
          <ul className="divide-y divide-line">
            {others.map((session) => (
              <li key={session.id}>
                <SessionRow session={session} {...shown}>
                  <ButtonForm
                    name="sessionId"
                    value={session.id}
                    busy={words.ending}
                    about={words.about(
                      session.device.name,
                      session.place ?? session.ip ?? words.unknownPlace,
                    )}
                  >
                    {words.end}
                  </ButtonForm>
                </SessionRow>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
        )}
      </Card>
    </>
  );
}

function Unreadable({ words }: { words: Messages['sessions'] }) {
  return (
    <div className="-mb-6">
      <Notice kind="error" title={words.unreadableTitle} text={words.unreadableText} />
    </div>
  );
}
