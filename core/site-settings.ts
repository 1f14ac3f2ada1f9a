import { minutes } from './clock.ts';

/**
 * The settings that both the server's environment and the middleware's own small reader need.
 * Pure functions of a record, so that neither has rules of its own.
 */
type Settings = Readonly<Record<string, string | undefined>>;

/** The session secrets, newest first; an empty list when none is set. */
export function sessionSecrets(settings: Settings): string[] {
  return ['AUTH_SECRET', 'AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3']
    .map((name) => settings[name])
    .filter((secret): secret is string => secret !== undefined && secret !== '');
}

/**
 * The site's origin: `AUTH_URL`, else what Vercel says of this deployment. Null when neither is a
 * URL. Request headers never decide it.
 */
export function siteOrigin(settings: Settings): string | null {
  const { AUTH_URL, VERCEL_ENV, VERCEL_URL, VERCEL_PROJECT_PRODUCTION_URL } = settings;
  const host = (VERCEL_ENV === 'production' && VERCEL_PROJECT_PRODUCTION_URL) || VERCEL_URL;
  const url = AUTH_URL || (host ? `https://${host}` : '');
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** Where Redis answers: Upstash's own names, or those of Vercel's integration; empty when not set. */
export function redisSettings(settings: Settings): { url: string; token: string } {
  return {
    url: settings.UPSTASH_REDIS_REST_URL || settings.KV_REST_API_URL || '',
    token: settings.UPSTASH_REDIS_REST_TOKEN || settings.KV_REST_API_TOKEN || '',
  };
}

/** Where the database answers; `endpoint` stands in for Neon's own host. */
export function databaseSettings(settings: Settings): { url: string; endpoint: string | null } {
  return {
    url: settings.DATABASE_URL ?? '',
    endpoint: settings.DATABASE_HTTP_ENDPOINT || null,
  };
}

/** After how many milliseconds unseen a session ends; null when there is no such limit. */
export function idleMilliseconds(settings: Settings): number | null {
  return settings.SESSION_IDLE_MINUTES ? minutes(Number(settings.SESSION_IDLE_MINUTES)) : null;
}
