import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { parseEmailAddress } from './email-address.ts';
import type { MailEvent } from './mail-ports.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import { type SignedMessage, verifiedId } from './webhook-signature.ts';

/** What became of a message: whatever we have no use for is heard all the same, or it would come again. */
export type Heard = { status: 'noted' | 'repeated' | 'ignored' };

/**
 * Hears a message of the mail provider. Without a secret there is no such endpoint; a signature
 * that is wrong or too old is refused before the body is read; each message counts once.
 */
export async function hearMailEvent(
  ports: Pick<Ports, 'clock' | 'mailEvents'>,
  secrets: readonly string[],
  message: SignedMessage,
  caller: Caller,
): Promise<Outcome<Heard, 'not_found' | 'signature_invalid' | 'invalid_json' | 'unavailable'>> {
  if (secrets.length === 0) return refuse('not_found');
  const now = ports.clock.now();
  const id = await verifiedId(secrets, message, now);
  if (id === null) return refuse('signature_invalid');
  let body: unknown;
  try {
    body = JSON.parse(message.body);
  } catch {
    return refuse('invalid_json');
  }
  const event = readEvent(id, body);
  if (!event) return accept({ status: 'ignored' });
  const result = await ports.mailEvents.note(event, now, auditContext(caller));
  // The provider tells it again, in a few seconds and then in minutes.
  if (result === 'early') return refuse('unavailable', { retryAfterSeconds: 5 });
  return accept({ status: result === 'unknown' ? 'ignored' : result });
}

// Every provider's id is a uuid; what stands there for letters that were taken in an earlier attempt
// is none, and must not be named from outside.
const base = { email_id: z.uuid(), to: z.array(z.string()).catch([]) };
const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('email.delivered'), data: z.object(base) }),
  z.object({ type: z.literal('email.complained'), data: z.object(base) }),
  z.object({ type: z.literal('email.suppressed'), data: z.object(base) }),
  z.object({
    type: z.literal('email.bounced'),
    data: z.object({ ...base, bounce: z.object({ type: z.string() }) }),
  }),
]);

/** Reads what concerns a letter; null for every other message. */
function readEvent(id: string, body: unknown): MailEvent | null {
  const parsed = message.safeParse(body);
  if (!parsed.success) return null;
  const { type, data } = parsed.data;
  const providerId = data.email_id;
  const to = parseEmailAddress(data.to[0] ?? '')?.normalised ?? null;
  const told = { id, providerId, to };
  switch (type) {
    case 'email.delivered':
      return { ...told, kind: 'delivered', suppresses: false };
    case 'email.complained':
      return { ...told, kind: 'complained', suppresses: true };
    // The provider did not even try: letters came back from there, by its own account.
    case 'email.suppressed':
      return { ...told, kind: 'bounced', suppresses: true };
    // A full mailbox, or a server that did not answer, may take the next letter.
    case 'email.bounced': {
      const isPermanent = data.bounce.type.toLowerCase() === 'permanent';
      return { ...told, kind: 'bounced', suppresses: isPermanent };
    }
  }
}
