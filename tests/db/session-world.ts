import { randomBytes } from 'node:crypto';
import type { SignInAttempt } from '#core/actors.ts';
import type { NewSession, SessionOpening } from '#core/session-ports.ts';
import {
  aDigest,
  afterNoon,
  aNotice,
  anAddress,
  aRegistration,
  noon,
  visitor,
  type World,
} from './world.ts';

export type Person = { id: string; email: string; passwordHash: string };

/** A user who has confirmed the address. */
export async function aPerson({ ports, look }: World): Promise<Person> {
  const email = anAddress();
  const { userId: id, passwordHash } = aRegistration(email);
  await ports.registrations.store(aRegistration(email, noon, { userId: id, passwordHash }));
  await look('update users set email_verified_at = $2 where id = $1', id, noon);
  return { id, email, passwordHash };
}

export const aSession = (userId: string, more: Partial<NewSession> = {}): NewSession => ({
  id: randomBytes(16).toString('base64url'),
  userId,
  method: 'password',
  createdAt: noon,
  absoluteExpiresAt: afterNoon(30 * 86_400),
  ip: '192.0.2.7',
  place: 'Lyon, FR',
  userAgent: 'Firefox',
  ...more,
});

export const anAttempt = (
  userId: string | null,
  more: Partial<SignInAttempt> = {},
): SignInAttempt => ({
  at: noon,
  userId,
  emailDigest: aDigest(),
  method: 'password',
  result: 'succeeded',
  ipPrefix: '192.0.2.0/24',
  userAgent: 'Firefox',
  ...more,
});

/** What opens a session after a sign-in by password. */
export const anOpening = (person: Person, more: Partial<SessionOpening> = {}): SessionOpening => ({
  session: aSession(person.id),
  attempt: anAttempt(person.id),
  provenHash: person.passwordHash,
  replaces: null,
  cap: 100,
  newDevice: aNotice(person.email, 'new-device'),
  ...more,
});

/** Opens a session so many seconds after noon and gives its id. Fails when it does not open. */
export async function openedAt(
  { ports }: World,
  person: Person,
  seconds: number,
  more: Omit<Partial<SessionOpening>, 'session'> = {},
): Promise<string> {
  const session = aSession(person.id, { createdAt: afterNoon(seconds) });
  const opened = await ports.sessions.open(anOpening(person, { session, ...more }), visitor);
  if (!opened) throw new Error('the session did not open');
  return session.id;
}

/** The ids of the live sessions of a user, in no order. */
export async function liveIds({ look }: World, userId: string): Promise<unknown[]> {
  const rows = await look(
    'select id from sessions where user_id = $1 and ended_at is null',
    userId,
  );
  return rows.map(({ id }) => id);
}

/** Why a session ended: null while it lives. */
export async function endOf({ look }: World, sessionId: string): Promise<unknown> {
  const [row] = await look('select end_reason from sessions where id = $1', sessionId);
  return row?.end_reason;
}

/** The audit events of a user in some order of time, as `kind result`. */
export async function eventsOf({ look }: World, userId: string): Promise<string[]> {
  const rows = await look(
    `select kind, result from audit_events
     where subject_id = $1 and kind <> 'registration' order by at, kind, result`,
    userId,
  );
  return rows.map(({ kind, result }) => `${kind} ${result}`);
}
