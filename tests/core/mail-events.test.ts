import { expect, test } from 'vitest';
import { deliverLetters } from '#core/deliver-letters.ts';
import { hearMailEvent } from '#core/hear-mail-event.ts';
import { resumeLetters } from '#core/resume-letters.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { sign } from '#core/webhook-signature.ts';
import { postLetter, seedUser } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A world with one letter to Ada that was sent, and a way to tell of it. */
async function sentLetter() {
  const { ports, memory, caller } = memoryWorld();
  const id = crypto.randomUUID();
  const propsSealed = await ports.secrets.sealLetterProps({
    name: '',
    signInLink: 'https://x.test/',
  });
  postLetter(memory, {
    id,
    template: 'no-password',
    to: 'ada@x.test',
    language: 'en',
    propsSealed,
  });
  await deliverLetters(ports);
  const hear = async (message: unknown, messageId = crypto.randomUUID(), secrets = [secret]) => {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    const timestamp = String(Math.floor(memory.now.getTime() / 1000));
    const signatures = `v1,${await sign(secret, `${messageId}.${timestamp}.${body}`)}`;
    const heard = await hearMailEvent(
      ports,
      secrets,
      { id: messageId, timestamp, signatures, body },
      caller,
    );
    return heard.ok ? heard.value.status : heard.refusal.code;
  };
  const told = (type: string, more: object = {}) => ({
    type,
    created_at: memory.now.toISOString(),
    data: { email_id: id, to: ['ada@x.test'], ...more },
  });
  return { ports, memory, caller, id, hear, told };
}

const bounce = (type: string) => ({ bounce: { type, subType: 'General', message: 'x' } });

test.each([
  ['email.delivered', {}, undefined],
  ['email.bounced', bounce('Permanent'), 'bounced'],
  ['email.bounced', bounce('Transient'), undefined],
  ['email.bounced', bounce('Undetermined'), undefined],
  ['email.suppressed', { suppressed: { type: 'x', message: 'x' } }, 'bounced'],
  ['email.complained', {}, 'complained'],
])('%s with %j leaves the address %s', async (type, more, reason) => {
  const { memory, hear, told } = await sentLetter();

  expect(await hear(told(type, more))).toBe('noted');
  expect(memory.suppressed.get('ada@x.test')).toBe(reason);
});

test('a message counts once, whatever it says the second time', async () => {
  const { memory, hear, told } = await sentLetter();

  expect(await hear(told('email.delivered'), 'msg_1')).toBe('noted');
  expect(await hear(told('email.bounced', bounce('Permanent')), 'msg_1')).toBe('repeated');
  expect(memory.suppressed.size).toBe(0);
});

test('a message of a letter that is none of ours suppresses nobody, whomever it names', async () => {
  const { memory, hear } = await sentLetter();
  const foreign = { email_id: crypto.randomUUID(), to: ['ada@x.test'], ...bounce('Permanent') };

  expect(await hear({ type: 'email.bounced', data: foreign })).toBe('ignored');
  expect(memory.suppressed.size).toBe(0);
});

test('a message of a letter whose sending is not written down yet is to come again', async () => {
  const { memory, hear, told } = await sentLetter();
  for (const letter of memory.letters) letter.state = 'pending';

  expect(await hear(told('email.bounced', bounce('Permanent')), 'msg_1')).toBe('unavailable');
  for (const letter of memory.letters) letter.state = 'sent';
  expect(await hear(told('email.bounced', bounce('Permanent')), 'msg_1')).toBe('noted');
});

test.each([
  ['of another kind', { type: 'email.opened', data: { email_id: crypto.randomUUID() } }],
  ['without a letter', { type: 'email.bounced', data: bounce('Permanent') }],
  ['of a bounce of no kind', { type: 'email.bounced', data: { email_id: crypto.randomUUID() } }],
  ['of a letter that has no id', { type: 'email.delivered', data: { email_id: 'sent-before' } }],
  ['that is a list', []],
  ['that is null', 'null'],
])('a message %s is heard and does nothing', async (_what, message) => {
  const { ports, memory, hear } = await sentLetter();
  memory.calls.length = 0;

  expect(await hear(message)).toBe('ignored');
  expect(memory.calls).toEqual([]);
  expect(await ports.suppressions.find('nobody')).toBeNull();
});

test('what is signed and no JSON is refused; without a secret nothing is there', async () => {
  const { hear, told } = await sentLetter();

  expect(await hear('{"type":')).toBe('invalid_json');
  expect(await hear(told('email.delivered'), 'msg_1', [])).toBe('not_found');
});

test('a wrong signature is refused before anything is asked', async () => {
  const { memory, hear, told } = await sentLetter();
  memory.calls.length = 0;

  const wrong = ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
  expect(await hear(told('email.complained'), 'msg_1', wrong)).toBe('signature_invalid');
  expect(memory.calls).toEqual([]);
});

test('an owner lets a confirmed address get letters again, three times a day', async () => {
  const { ports, memory, caller, hear, told } = await sentLetter();
  const user = seedUser(memory, 'Ada@x.test', 'a password');
  const claims = { sub: user.id } as SessionClaims;
  await hear(told('email.complained'));
  expect(await ports.suppressions.find(user.id)).toEqual({
    email: 'Ada@x.test',
    reason: 'complained',
  });

  expect(await resumeLetters(ports, claims, caller)).toEqual({
    ok: true,
    value: { isLifted: true },
  });
  expect(memory.suppressed.size).toBe(0);
  expect(await resumeLetters(ports, claims, caller)).toEqual({
    ok: true,
    value: { isLifted: false },
  });
  await resumeLetters(ports, claims, caller);
  expect(await resumeLetters(ports, claims, caller)).toMatchObject({
    ok: false,
    refusal: { code: 'too_many_attempts' },
  });
});

test('an address that is not confirmed is not lifted by whoever claims it', async () => {
  const { ports, memory, caller, hear, told } = await sentLetter();
  const user = seedUser(memory, 'ada@x.test', 'a password', { emailVerified: false });
  await hear(told('email.complained'));

  const resumed = await resumeLetters(ports, { sub: user.id } as SessionClaims, caller);

  expect(resumed).toEqual({ ok: true, value: { isLifted: false } });
  expect(memory.suppressed.size).toBe(1);
});
