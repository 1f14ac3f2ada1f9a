/** Variables that would point a test at something real, or change what it finds. */
const unwanted =
  /^(DATABASE_|UPSTASH_|KV_|RESEND_|AUTH_|NEXTAUTH_|CRON_SECRET|MAIL_FROM|TRUSTED_PROXY_HOPS|VERCEL|LOCAL_|PORT$|HOSTNAME$|NEXT_PUBLIC_|NODE_ENV$|TEST_|POSTGRES_|PG[A-Z]+$|(NO|FORCE)_COLOR$)/;

/**
 * This process's environment without anything that belongs to the user's own services: no test
 * may reach them. `.env` files are left alone too: the framework takes this mark for its own sign
 * that it has read them.
 */
export function testEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'test',
    NO_COLOR: '1',
    __NEXT_PROCESSED_ENV: 'true',
    ...more,
  };
}
