import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { anAttempt, aPerson } from './session-world.ts';
import { onEveryEngine, visitor } from './world.ts';

onEveryEngine(
  'a failed attempt is recorded with its audit event, for known and unknown addresses',
  async (world) => {
    const { ports, look } = world;
    const { id } = await aPerson(world);
    for (const who of [id, null]) {
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
  const attempt = anAttempt(null, { userAgent: '🔑'.repeat(2000), result: 'invalid_credentials' });
  await ports.attempts.record(attempt, { ...visitor, userAgent: '' });
  expect(
    await look(
      'select user_agent from sign_in_attempts where email_digest = $1',
      attempt.emailDigest,
    ),
  ).toEqual([{ user_agent: '🔑'.repeat(512) }]);
});
