import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

/**
 * Ends a session in the registry, then tells it. Idempotent: a session that is gone, or none at
 * all, is fine. When the registry is silent the news are told all the same, so that copies of the
 * cookie are shut out for as long as those last, and its ServiceFault goes on to the caller.
 */
export async function signOut(
  ports: Pick<Ports, 'clock' | 'sessions' | 'revocations'>,
  session: { sid: string; sub: string } | null,
  caller: Caller,
): Promise<Outcome<{ ended: boolean }, never>> {
  if (!session) return accept({ ended: false });
  const { sid, sub } = session;
  const audit = auditContext(caller, sub);
  try {
    const which = { userId: sub, only: sid };
    const ended = await ports.sessions.end(which, 'signed_out', ports.clock.now(), audit);
    return accept({ ended: ended.length > 0 });
  } finally {
    await ports.revocations.announce([sid]);
  }
}
