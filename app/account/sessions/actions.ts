'use server';

import { refresh } from 'next/cache';
import * as z from 'zod';
import { forgetSession } from '#app/_kit/close-session.ts';
import { memberAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { endSession as end, endSessionInput, endSessions } from '#core/end-sessions.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';
import type { Notice } from '#ui/form-state.ts';
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
    return accept({ notice: await noticeOf(ended.ok ? 'ended' : 'gone') });
  },
);

/** Ends every session but this one. */
export const endOtherSessions = memberAction(
  { action: 'endOtherSessions', input: nothing, secrets: [] },
  async (_input, { claims, caller }) => {
    const ended = await endSessions(ports(), claims, 'others', caller);
    if (!ended.ok) return ended;
    refresh();
    return accept({ notice: await noticeOf('othersEnded') });
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

async function noticeOf(name: keyof typeof notices): Promise<Notice> {
  return { ...notices[name], ...(await pageMessages()).sessions.notices[name] };
}

const notices = {
  ended: { kind: 'success', code: 'session_ended' },
  gone: { kind: 'info', code: 'session_gone' },
  othersEnded: { kind: 'success', code: 'other_sessions_ended' },
} as const;
