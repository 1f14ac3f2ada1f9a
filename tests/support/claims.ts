import type { SessionClaims } from '#core/session-token.ts';

/** Claims of a session that was opened at a moment (seconds since the epoch), with what a test says. */
export function claimsAt(openedAt: number, change: Partial<SessionClaims> = {}): SessionClaims {
  return {
    sub: '0b5f9a3e-1d4c-4c1e-9a55-0d8a3f6f2b10',
    sid: 'x'.repeat(32),
    role: 'user',
    email: 'ada@x.test',
    name: 'Ada',
    picture: null,
    amr: ['pwd'],
    auth_time: openedAt,
    iat: openedAt,
    exp: openedAt + 30 * 86_400,
    rem: true,
    ...change,
  };
}
