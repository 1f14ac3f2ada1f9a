import { z } from 'zod';
import type { SessionPolicy } from '../core/session-policy.ts';
// By path and not by `#`: next.config.ts imports this file, and it cannot resolve `#`.
import {
  databaseSettings,
  idleMilliseconds,
  redisSettings,
  sessionSecrets,
  siteOrigin,
} from '../core/site-settings.ts';
import { type PasswordSettings, passwordRules, passwordSettings } from './env-passwords.ts';
import { type ProviderSettings, providerRules, providerSettings } from './env-providers.ts';
import { isLocalhost, redisRules, secretWeakness } from './env-rules.ts';
import { type MailSettings, webhookRules, webhookSecrets } from './env-webhooks.ts';

/** The environment, parsed: the only form in which the rest of the server sees it. */
export type Environment = {
  /** `endpoint`: where Neon's HTTP protocol is spoken instead of Neon's own host (local cloud). */
  database: { url: string; endpoint: string | null };
  redis: { url: string; token: string };
  sessions: SessionPolicy;
  passwords: PasswordSettings;
  mail: MailSettings;
  /** The site's own origin; request headers never decide it. */
  origin: string;
  isHttps: boolean;
  /** Newest first: the first seals, all of them open. */
  secrets: readonly string[];
  /** What a scheduled call must show; null closes those endpoints. */
  cronSecret: string | null;
  isOnVercel: boolean;
  /** Proxies in front of the site that each append to X-Forwarded-For; of no weight on Vercel. */
  trustedProxyHops: number;
  providers: ProviderSettings;
  /** Where providers answer to for previews that they do not know; null: to this deployment. */
  redirectProxyUrl: string | null;
  /** True while the services are the local cloud's. */
  isLocalCloud: boolean;
};

/** The environment is wrong: `lines` names each variable and what is wrong, never its value. */
export class EnvironmentError extends Error {
  // Private, so that whoever prints the error does not print them twice.
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(`The environment is not right:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.#lines = lines;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}

type Settings = Readonly<Record<string, string | undefined>>;

let parsed: Environment | null = null;

/** The environment of this process, parsed once; throws EnvironmentError when it is wrong. */
export function environment(): Environment {
  // NODE_ENV is spelt out because bundlers replace that spelling, and only that.
  parsed ??= parseEnvironment({ ...process.env, NODE_ENV: process.env.NODE_ENV });
  return parsed;
}

/** Parses a record of variables; throws EnvironmentError with a line for each one that is wrong. */
export function parseEnvironment(record: Settings): Environment {
  const settings = withoutEmpty(record);
  const result = variables.safeParse(settings);
  const lines = firstLineOfEach([
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...crossRules(settings),
    ...providerRules(settings),
    ...passwordRules(settings),
    ...webhookRules(settings),
  ]);
  if (!result.success || lines.length > 0) throw new EnvironmentError(lines);
  const known = result.data;
  const origin = siteOrigin(settings);
  if (origin === null) throw new EnvironmentError(['AUTH_URL is missing']);
  return {
    database: databaseSettings(settings),
    redis: redisSettings(settings),
    sessions: { cap: known.SESSIONS_PER_USER, idleMilliseconds: idleMilliseconds(settings) },
    passwords: passwordSettings(settings),
    mail: {
      apiKey: known.RESEND_API_KEY,
      from: known.MAIL_FROM,
      baseUrl: known.RESEND_BASE_URL ?? null,
      webhookSecrets: webhookSecrets(settings),
    },
    origin,
    isHttps: origin.startsWith('https:'),
    secrets: [...new Set(sessionSecrets(settings))],
    cronSecret: known.CRON_SECRET ?? null,
    // `vercel env pull` writes VERCEL=1 into a developer's file: beside the local cloud it is no proof.
    isOnVercel: known.VERCEL !== undefined && known.LOCAL_CLOUD_URL === undefined,
    trustedProxyHops: known.TRUSTED_PROXY_HOPS,
    providers: providerSettings(settings),
    redirectProxyUrl: known.AUTH_REDIRECT_PROXY_URL ?? null,
    isLocalCloud: known.LOCAL_CLOUD_URL !== undefined,
  };
}

/** One line a variable, which begins with its name: the first thing that is wrong about it. */
function firstLineOfEach(lines: string[]): string[] {
  const nameOf = (line: string) => line.split(' ')[0];
  return lines.filter(
    (line, at) => lines.findIndex((other) => nameOf(other) === nameOf(line)) === at,
  );
}

/** `NAME=` in a file means that it is not set. */
function withoutEmpty(record: Settings): Settings {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
}

// The middleware reads the same variables without trimming, so blanks are refused, not removed.
const text = z
  .string({ error: 'is missing' })
  .refine((value) => value === value.trim(), 'has blanks or a line break around it');

const url = (protocols: RegExp, what: string) =>
  text.refine((value) => {
    const parsedUrl = URL.canParse(value) ? new URL(value) : null;
    return parsedUrl !== null && protocols.test(parsedUrl.protocol) && parsedUrl.hostname !== '';
  }, `must be ${what}`);

const secureUrl = url(/^https?:$/, 'a URL').refine(
  (value) => !value.startsWith('http:') || isLocalhost(value),
  'must begin with https:// (http is for localhost only)',
);

const localUrl = url(/^https?:$/, 'a URL').refine(
  isLocalhost,
  'stands in for a real service and is honoured for addresses on localhost only',
);

const secret = text.superRefine((value, context) => {
  const weakness = secretWeakness(value);
  if (weakness) context.addIssue({ code: 'custom', message: weakness });
});

const mailbox = text.refine(
  (value) =>
    /^(?:[^<>\r\n]{1,100}\s)?<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/.test(value),
  'must be an address, or a name and an address: Gatehouse <no-reply@example.com>',
);

const variables = z.object({
  DATABASE_URL: url(/^postgres(ql)?:$/, 'a PostgreSQL URL: postgresql://user:password@host/name'),
  DATABASE_HTTP_ENDPOINT: localUrl.optional(),
  UPSTASH_REDIS_REST_URL: secureUrl.optional(),
  UPSTASH_REDIS_REST_TOKEN: text.optional(),
  KV_REST_API_URL: secureUrl.optional(),
  KV_REST_API_TOKEN: text.optional(),
  RESEND_API_KEY: text,
  RESEND_BASE_URL: localUrl.optional(),
  MAIL_FROM: mailbox,
  AUTH_URL: secureUrl
    .refine(
      (value) => URL.canParse(value) && new URL(value).href === `${new URL(value).origin}/`,
      'must be an origin, with nothing behind the host: https://example.com',
    )
    .optional(),
  AUTH_SECRET: secret,
  AUTH_SECRET_1: secret.optional(),
  AUTH_SECRET_2: secret.optional(),
  AUTH_SECRET_3: secret.optional(),
  CRON_SECRET: text.min(16, 'must have 16 characters at least').optional(),
  TRUSTED_PROXY_HOPS: text
    .regex(/^(10|\d)$/, 'must be a whole number from 0 to 10')
    .default('0')
    .transform(Number),
  SESSIONS_PER_USER: text
    .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999')
    .default('100')
    .transform(Number),
  SESSION_IDLE_MINUTES: text
    .regex(/^(1[5-9]|[2-9]\d|[1-9]\d{2,4})$/, 'must be a whole number from 15 to 99999')
    .optional(),
  AUTH_REDIRECT_PROXY_URL: secureUrl.optional(),
  AUTH_GOOGLE_LOCAL_URL: localUrl.optional(),
  AUTH_GITHUB_LOCAL_URL: localUrl.optional(),
  AUTH_MICROSOFT_LOCAL_URL: localUrl.optional(),
  LOCAL_CLOUD_URL: localUrl.optional(),
  VERCEL: text.optional(),
});

/** What no variable can say alone. */
function crossRules(settings: Settings): string[] {
  const lines: string[] = [];
  const origin = siteOrigin(settings);
  const isPublic = origin !== null && !isLocalhost(origin);
  const isProduction = settings.NODE_ENV === 'production' || settings.VERCEL_ENV === 'production';
  if (!settings.AUTH_URL && origin === null) lines.push('AUTH_URL is missing');
  if (settings.LOCAL_CLOUD_URL && (settings.VERCEL_ENV === 'production' || isPublic)) {
    lines.push('LOCAL_CLOUD_URL is set, but the local cloud must never serve a public site');
  }
  lines.push(...redisRules(settings));
  const isPreview = settings.VERCEL !== undefined && settings.VERCEL_ENV !== 'production';
  if (isProduction && !isPreview && !settings.CRON_SECRET) lines.push('CRON_SECRET is missing');
  if (
    isProduction &&
    isPublic &&
    !settings.VERCEL &&
    Number(settings.TRUSTED_PROXY_HOPS ?? 0) < 1
  ) {
    lines.push(
      'TRUSTED_PROXY_HOPS must say how many proxies stand before a public site: with 0 no visitor has an address, and all of them share one limit',
    );
  }
  return lines;
}
