import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { ServiceFault } from './fault.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

/**
 * Ends a session in the registry, then tells it. Idempotent: a session that is gone, or none at
 * all, is fine. What a silent registry does not hear is told at once all the same, and kept for the
 * sweep to bring it there; its ServiceFault goes on to the caller.
 */
export async function signOut(
  ports: Pick<Ports, 'clock' | 'sessions' | 'revocations'>,
  session: { sid: string; sub: string } | null,
  caller: Caller,
): Promise<Outcome<{ ended: boolean }, never>> {
  if (!session) return accept({ ended: false });
  const { sid, sub } = session;
  const at = ports.clock.now();
  const which = { userId: sub, only: sid };
  try {
    const ended = await ports.sessions.end(which, 'signed_out', at, auditContext(caller, sub));
    return accept({ ended: ended.length > 0 });
  } catch (error) {
    if (error instanceof ServiceFault) await ports.revocations.defer({ sid, sub, at });
    throw error;
  } finally {
    await ports.revocations.announce([sid]);
  }
}
