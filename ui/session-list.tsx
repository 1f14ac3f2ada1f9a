import { Card } from './card.tsx';
import { EmptyState } from './empty-state.tsx';
import { ButtonForm, FormGroup } from './form-group.tsx';
import type { FormAction } from './form-state.ts';
import { Notice } from './notice.tsx';
import { SessionRow, type ShownSession } from './session-row.tsx';

/**
 * The visitor's sessions: this one with the way out of it, the others each with a button. With
 * null, for a list that cannot be read, the answer to a button still finds its place.
 */
export function SessionList({
  sessions,
  now,
  endSession,
}: {
  sessions: readonly ListedSession[] | null;
  now: Date;
  endSession: FormAction;
}) {
  return (
    <FormGroup id="sessions" action={endSession}>
      {sessions ? <Listed sessions={sessions} now={now} /> : <Unreadable />}
    </FormGroup>
  );
}

type ListedSession = ShownSession & { id: string };

function Listed({ sessions, now }: { sessions: readonly ListedSession[]; now: Date }) {
  const own = sessions.find(({ isCurrent }) => isCurrent);
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <>
      {own ? (
        <Card id="this-session" title="This session">
          <SessionRow session={own} now={now}>
            <a className="button button-quiet w-full" href="/sign-out">
              Sign out
            </a>
          </SessionRow>
        </Card>
      ) : null}
      <Card
        id="other-sessions"
        title={others.length > 0 ? `Other sessions (${others.length})` : 'Other sessions'}
      >
        {others.length > 0 ? (
          <ul className="divide-y divide-line">
            {others.map((session) => (
              <li key={session.id}>
                <SessionRow session={session} now={now}>
                  <ButtonForm
                    name="sessionId"
                    value={session.id}
                    busy="Ending…"
                    about={`of ${session.device.name}, ${session.place ?? session.ip ?? 'unknown place'}`}
                  >
                    End session
                  </ButtonForm>
                </SessionRow>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState title="You are signed in nowhere else">
            Sign in on another device or in another browser, and it is listed here. A session that
            you do not know can be ended at once.
          </EmptyState>
        )}
      </Card>
    </>
  );
}

function Unreadable() {
  return (
    <div className="-mb-6">
      <Notice
        kind="error"
        title="The list cannot be read right now"
        text="We cannot reach a service that we need. Your sessions are as they were; try again in a few seconds."
      />
    </div>
  );
}
