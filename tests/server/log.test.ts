import { expect, it, vi } from 'vitest';
import { ServiceFault } from '#core/fault.ts';
import { formatLine, type LogFields, logEvent, logFault } from '#server/log.ts';

const at = new Date('2026-11-24T20:00:00.000Z');

function linesOf(method: 'info' | 'warn' | 'error', write: () => void): string[] {
  const lines: string[] = [];
  vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
    lines.push(words.map(String).join(' '));
  });
  write();
  return lines;
}

it('writes one line of JSON for an event', () => {
  const lines = linesOf('info', () => logEvent('mail.sent', { requestId: 'r-1', count: 2 }));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'info',
    event: 'mail.sent',
    requestId: 'r-1',
    count: 2,
  });
});

it('LOG-01 a thrown text is never logged: class and stable code are', () => {
  const marker = 'MARKER-lantern-orbit-person@example.com';
  const cause = Object.assign(new TypeError(`params: ${marker}`), {
    code: '23505',
    detail: marker,
  });
  const wrapped = Object.assign(new Error(marker, { cause: { err: cause } }), {
    type: 'CallbackRouteError',
  });
  const named = Object.assign(new Error(marker), { name: `${marker} <b>`, code: marker });
  const lines = linesOf('error', () => {
    logFault(wrapped, { requestId: 'r-1' });
    logFault(new ServiceFault('redis', 'timeout'));
    logFault(named);
    logFault(marker);
    logFault(undefined);
    logFault({ password: marker });
  });
  expect(lines.join('\n')).not.toContain('MARKER');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: 'fault', requestId: 'r-1', errors: ['CallbackRouteError', 'TypeError 23505'] },
    { service: 'redis', code: 'timeout', errors: ['ServiceFault timeout'] },
    { errors: ['Error'] },
    { errors: ['string'] },
    { errors: ['nothing'] },
    { errors: ['object'] },
  ]);
});

it('LOG-01 only listed fields are written, and texts only when they are codes or ids', () => {
  const fields = {
    password: 'MARKER',
    email: 'MARKER',
    code: 'person@example.com MARKER',
    path: '/verify-email?token=MARKER#MARKER',
    count: 'MARKER',
    status: Number.NaN,
    requestId: 'fra1::abc-123',
  } as unknown as LogFields;
  const line = formatLine('a.b', fields, 'warn', at);
  expect(JSON.parse(line)).toEqual({
    at: at.toISOString(),
    level: 'warn',
    event: 'a.b',
    requestId: 'fra1::abc-123',
    code: 'unprintable',
    path: '/verify-email',
  });
});

it.each([
  ['CR and LF', '\r\n{"level":"info","event":"forged"}'],
  ['ANSI by ESC', '\u001b[2J\u001b[31mred'],
  ['ANSI by CSI', '\u009b31mred'],
  ['line separator', '\u2028forged'],
  ['paragraph separator', '\u2029forged'],
  ['next line', '\u0085forged'],
  ['reordered text', '\u202egnp.exe'],
  ['hidden text', 'a\u200b\u2066b\ufeff'],
  ['an invisible tag', 'a\u{e0041}b'],
  ['a lone surrogate', '\ud800'],
  ['NUL and backspace', '\u0000\b\b\b'],
])('LOG-02 a value with %s stays inside its one line', (_, evil) => {
  const line = formatLine(`event${evil}`, { path: `/a${evil}`, code: evil }, 'info', at, [evil]);
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(line.split(/\r\n|[\n\r\u0085\u2028\u2029]/)).toHaveLength(1);
  const parsed = JSON.parse(line);
  expect(parsed).toMatchObject({ event: 'unprintable', code: 'unprintable', errors: [evil] });
  expect(Object.keys(parsed)).toEqual(['at', 'level', 'event', 'code', 'path', 'errors']);
});
