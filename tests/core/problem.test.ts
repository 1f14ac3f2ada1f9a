import { expect, test } from 'vitest';
import { describeAuthError } from '#core/auth-errors.ts';
import { accept, isRefusalCode, type RefusalCode, refusals, refuse } from '#core/outcome.ts';
import { problemResponse } from '#core/problem.ts';
import { wordRefusal } from '#core/word-refusal.ts';

const asked = { path: '/api/x', requestId: 'request-1', language: 'en' } as const;

test.each(Object.keys(refusals) as RefusalCode[])(
  'INPUT-06 answers %s as problem+json with all of its members',
  async (code) => {
    const answer = problemResponse({ code }, asked);
    const { title, detail } = wordRefusal({ code }, 'en');
    const status = refusals[code];

    expect(answer.status).toBe(status);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('vary')).toBe('Cookie');
    expect(answer.headers.get('content-language')).toBe('en');
    expect(answer.headers.get('x-request-id')).toBe('request-1');
    expect(answer.headers.has('www-authenticate')).toBe(status === 401);
    expect(await answer.json()).toEqual({
      type: `urn:gatehouse:problem:${code}`,
      title,
      status,
      code,
      detail,
      instance: '/api/x',
      ...(status === 503 ? { retryAfter: 5 } : {}),
    });
  },
);

test('RATE-13 a 429 says when to come back and by which policy', async () => {
  const limit = { name: 'sign-in-address', quota: 10, windowSeconds: 900 };
  const refusal = { code: 'too_many_attempts', retryAfterSeconds: 42, limit } as const;
  const answer = problemResponse(refusal, asked);

  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('42');
  expect(answer.headers.get('ratelimit')).toBe('"sign-in-address";r=0;t=42');
  expect(answer.headers.get('ratelimit-policy')).toBe('"sign-in-address";q=10;w=900');
  expect(await answer.json()).toMatchObject({ retryAfter: 42 });
});

test('a problem is told in the language of whoever asks, its code is not', async () => {
  const errors = [{ field: 'email', code: 'missing' } as const];
  const answer = problemResponse({ code: 'invalid_input', errors }, { ...asked, language: 'de' });

  expect(answer.headers.get('content-language')).toBe('de');
  expect(await answer.json()).toMatchObject({
    code: 'invalid_input',
    title: 'Ungültige Eingabe',
    detail: 'Bitte sehen Sie sich einige Felder noch einmal an.',
    errors: [{ field: 'email', code: 'missing', message: 'Füllen Sie dieses Feld aus.' }],
  });
});

test('a 503 says when to come back', () => {
  const answer = problemResponse({ code: 'unavailable' }, asked);

  expect(answer.headers.get('retry-after')).toBe('5');
});

test('field errors and more headers are passed on', async () => {
  const errors = [{ field: 'email', code: 'missing' } as const];
  const answer = problemResponse({ code: 'invalid_input', errors }, asked, { Allow: 'GET' });

  expect(answer.headers.get('allow')).toBe('GET');
  expect(await answer.json()).toMatchObject({
    errors: [{ field: 'email', code: 'missing', message: 'Fill in this field.' }],
  });
});

test('outcomes are values or refusals with what explains them', () => {
  expect(accept(1)).toEqual({ ok: true, value: 1 });
  expect(refuse('busy')).toEqual({ ok: false, refusal: { code: 'busy' } });
  expect(refuse('busy', { retryAfterSeconds: 3 })).toEqual({
    ok: false,
    refusal: { code: 'busy', retryAfterSeconds: 3 },
  });
});

test('a code from outside is one of the table or none', () => {
  expect(isRefusalCode('busy')).toBe(true);
  expect(['', 'toString', '__proto__', 'constructor', 'BUSY'].filter(isRefusalCode)).toEqual([]);
});

test.each(['<script>', 'toString', '__proto__', '', undefined, null, ['AccessDenied'], 7])(
  'the error page repeats nothing of the unknown code %j',
  (code) => {
    expect(describeAuthError('en', code)).toEqual({
      code: 'unknown',
      title: 'Sign-in did not work',
      text: 'Something went wrong while signing in. Try again.',
    });
  },
);

test('the error page knows the codes of Auth.js', () => {
  expect(describeAuthError('en', 'AccessDenied')).toMatchObject({ title: 'Access denied' });
  expect(describeAuthError('en', 'CredentialsSignin')).toMatchObject({
    text: 'The e-mail address or the password is wrong.',
  });
});
