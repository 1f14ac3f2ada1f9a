import { auditContext } from './caller.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Caller, Ports } from './ports.ts';

/** Ends a session in the registry. Idempotent: a session that is gone, or none at all, is fine. */
export async function signOut(
  ports: Ports,
  session: { sid: string; sub: string } | null,
  caller: Caller,
): Promise<Outcome<{ ended: boolean }, never>> {
  if (!session) return accept({ ended: false });
  const audit = auditContext(caller, session.sub);
  const ended = await ports.sessions.end(session.sid, 'signed_out', ports.clock.now(), audit);
  return accept({ ended });
}
