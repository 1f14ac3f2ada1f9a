import {
  openSession,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';

/** A secret that the test run gave the site; fails loudly when it gave none. */
export function siteSecret(
  name: 'AUTH_SECRET' | 'AUTH_SECRET_1' | 'CRON_SECRET' | 'RESEND_WEBHOOK_SECRET_1',
): string {
  const secrets: Record<string, string> = JSON.parse(process.env.TEST_SECRETS ?? '{}');
  const value = secrets[name];
  if (!value) throw new Error(`TEST_SECRETS has no ${name}: run these tests through npm test`);
  return value;
}

/** A visitor's session token with other claims, sealed as the site seals or once sealed it. */
export async function resealed(
  token: string | undefined,
  change: Partial<SessionClaims>,
  secret = siteSecret('AUTH_SECRET'),
): Promise<string> {
  const ring = await sessionKeyRing([siteSecret('AUTH_SECRET')]);
  const claims = await openSession(token, ring, new Date());
  if (!claims) throw new Error('the token is not one of this site');
  return sealSession({ ...claims, ...change }, await sessionKeyRing([secret]));
}
