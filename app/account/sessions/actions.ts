'use server';

import { refresh } from 'next/cache';
import * as z from 'zod';
import { forgetSession } from '#app/_kit/close-session.ts';
import { memberAction } from '#app/_kit/form.ts';
import { endSession as end, endSessionInput, endSessions } from '#core/end-sessions.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';
import { signedOutPath } from './signed-out-path.ts';

const nothing = z.object({});

/** Ends one session of the list; ending this very one signs out. */
export const endSession = memberAction(
  { action: 'endSession', input: endSessionInput, secrets: [] },
  async ({ sessionId }, { claims, caller }) => {
    const ended = await end(ports(), claims, sessionId, caller);
    if (ended.ok && sessionId === claims.sid) return signedOut();
    if (!ended.ok && ended.refusal.code !== 'not_found') return ended;
    refresh();
    return accept({ notice: ended.ok ? notices.ended : notices.gone });
  },
);

/** Ends every session but this one. */
export const endOtherSessions = memberAction(
  { action: 'endOtherSessions', input: nothing, secrets: [] },
  async (_input, { claims, caller }) => {
    const ended = await endSessions(ports(), claims, 'others', caller);
    if (!ended.ok) return ended;
    refresh();
    return accept({ notice: notices.othersEnded });
  },
);

/** Ends every session, this one included. */
export const endAllSessions = memberAction(
  { action: 'endAllSessions', input: nothing, secrets: [] },
  async (_input, { claims, caller }) => {
    const ended = await endSessions(ports(), claims, 'all', caller);
    return ended.ok ? signedOut() : ended;
  },
);

async function signedOut() {
  await forgetSession();
  return accept({ to: signedOutPath });
}

const notices = {
  ended: {
    kind: 'success',
    code: 'session_ended',
    title: 'Session ended',
    text: 'That device is signed out within seconds.',
  },
  gone: {
    kind: 'info',
    code: 'session_gone',
    title: 'This session had ended already',
    text: 'The list is up to date again.',
  },
  othersEnded: {
    kind: 'success',
    code: 'other_sessions_ended',
    title: 'Signed out everywhere else',
    text: 'All other devices are signed out within seconds. This one stays signed in.',
  },
} as const;
