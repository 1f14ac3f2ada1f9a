import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { NewSession, SignInAttempt } from '#core/ports.ts';
import type { DatabasePorts } from '#db/ports.ts';
import {
  aDigest,
  afterNoon,
  anAddress,
  aRegistration,
  inParallel,
  noon,
  onEveryEngine,
  visitor,
} from './world.ts';

async function aUser(ports: DatabasePorts): Promise<string> {
  const registration = aRegistration(anAddress());
  await ports.registrations.store(registration);
  return registration.userId;
}

const aSession = (userId: string, more: Partial<NewSession> = {}): NewSession => ({
  id: randomBytes(16).toString('base64url'),
  userId,
  method: 'password',
  createdAt: noon,
  absoluteExpiresAt: afterNoon(30 * 86_400),
  ip: '192.0.2.7',
  userAgent: 'Firefox',
  ...more,
});

const anAttempt = (userId: string | null, more: Partial<SignInAttempt> = {}): SignInAttempt => ({
  at: noon,
  userId,
  emailDigest: aDigest(),
  method: 'password',
  result: 'succeeded',
  ipPrefix: '192.0.2.0/24',
  userAgent: 'Firefox',
  ...more,
});

onEveryEngine(
  'opening a session writes session, attempt and audit event together',
  async ({ ports, look }) => {
    const userId = await aUser(ports);
    const session = aSession(userId);
    await ports.sessions.open(session, anAttempt(userId), visitor);
    expect(
      await look(
        'select id, method, ended_at, end_reason from sessions where user_id = $1',
        userId,
      ),
    ).toEqual([{ id: session.id, method: 'password', ended_at: null, end_reason: null }]);
    expect(
      await look('select result, ip_prefix from sign_in_attempts where user_id = $1', userId),
    ).toEqual([{ result: 'succeeded', ip_prefix: '192.0.2.0/24' }]);
    expect(
      await look(
        `select result, method from audit_events where subject_id = $1 and kind = 'sign_in'`,
        userId,
      ),
    ).toEqual([{ result: 'succeeded', method: 'password' }]);
  },
);

onEveryEngine(
  'a session that cannot be opened leaves no attempt and no audit event',
  async ({ ports, look }) => {
    const nobody = randomUUID();
    const attempt = anAttempt(null);
    await expect(ports.sessions.open(aSession(nobody), attempt, visitor)).rejects.toMatchObject({
      service: 'database',
      code: '23503',
    });
    expect(
      await look('select id from sign_in_attempts where email_digest = $1', attempt.emailDigest),
    ).toEqual([]);
    expect(await look('select id from audit_events where subject_id = $1', nobody)).toEqual([]);
  },
);

onEveryEngine(
  'fifty ends of one session at once end it once and keep the first reason',
  async ({ ports, look }) => {
    const userId = await aUser(ports);
    const session = aSession(userId);
    await ports.sessions.open(session, anAttempt(userId), visitor);
    const ends = await inParallel(50, () =>
      ports.sessions.end(session.id, 'signed_out', afterNoon(10), visitor),
    );
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await ports.sessions.end(session.id, 'expired', afterNoon(20), visitor)).toBe(false);
    expect(await look('select end_reason from sessions where id = $1', session.id)).toEqual([
      { end_reason: 'signed_out' },
    ]);
    expect(
      await look(
        `select result from audit_events where subject_id = $1 and kind = 'session_end'`,
        userId,
      ),
    ).toEqual([{ result: 'signed_out' }]);
  },
);

onEveryEngine('ending an unknown session is false and writes nothing', async ({ ports, look }) => {
  const requestId = randomUUID();
  const ended = await ports.sessions.end('x'.repeat(22), 'signed_out', noon, {
    ...visitor,
    requestId,
  });
  expect(ended).toBe(false);
  expect(await look('select id from audit_events where request_id = $1', requestId)).toEqual([]);
});

onEveryEngine(
  'a failed attempt is recorded with its audit event, for known and unknown addresses',
  async ({ ports, look }) => {
    const userId = await aUser(ports);
    for (const who of [userId, null]) {
      const attempt = anAttempt(who, { result: 'invalid_credentials' });
      const requestId = randomUUID();
      await ports.attempts.record(attempt, { ...visitor, requestId });
      expect(
        await look(
          'select user_id, result from sign_in_attempts where email_digest = $1',
          attempt.emailDigest,
        ),
      ).toEqual([{ user_id: who, result: 'invalid_credentials' }]);
      expect(
        await look('select subject_id, result from audit_events where request_id = $1', requestId),
      ).toEqual([{ subject_id: who, result: 'invalid_credentials' }]);
    }
  },
);

onEveryEngine(
  'an attempt on a user who is gone meanwhile is recorded without the user',
  async ({ ports, look }) => {
    const attempt = anAttempt(randomUUID(), { result: 'invalid_credentials' });
    await ports.attempts.record(attempt, visitor);
    expect(
      await look(
        'select user_id from sign_in_attempts where email_digest = $1',
        attempt.emailDigest,
      ),
    ).toEqual([{ user_id: null }]);
  },
);

onEveryEngine('a user agent of any length is cut between characters', async ({ ports, look }) => {
  const userId = await aUser(ports);
  const attempt = anAttempt(null, { userAgent: '🔑'.repeat(2000), result: 'invalid_credentials' });
  await ports.attempts.record(attempt, { ...visitor, userAgent: '' });
  await ports.sessions.open(aSession(userId, { userAgent: '' }), anAttempt(userId), visitor);
  expect(
    await look(
      'select user_agent from sign_in_attempts where email_digest = $1',
      attempt.emailDigest,
    ),
  ).toEqual([{ user_agent: '🔑'.repeat(512) }]);
  expect(await look('select user_agent from sessions where user_id = $1', userId)).toEqual([
    { user_agent: null },
  ]);
});
