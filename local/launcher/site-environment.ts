import { issuerNames } from '#local/cloud/service.ts';
import { EnvironmentError, parseEnvironment } from '#server/env.ts';
import { LaunchRefusal } from './launch-refusal.ts';
import type { LocalSecrets } from './secrets.ts';
import type { Command } from './settings.ts';
import type { Environment, Service } from './user-environment.ts';

export type SiteEnvironmentInput = {
  command: Command;
  user: Environment;
  standIns: readonly Service[];
  secrets: LocalSecrets;
  port: number;
  /** What the local cloud says of itself; empty when nothing is stood in for. */
  cloud: Record<string, string>;
};

/** Refuses a local cloud for a public site before anything is started for it. */
export function refusePublicStandIns(user: Environment, standIns: readonly Service[]): void {
  if (standIns.length === 0) return;
  // Sign-in at a provider is a choice, and breached passwords have a real address of themselves.
  const needed = standIns.filter(
    (service) => service !== 'breaches' && !issuerNames.some((name) => name === service),
  );
  const missing = `no real address is set for ${needed.join(', ')}`;
  if (user.VERCEL_ENV === 'production') {
    throw new LaunchRefusal(
      `The local cloud never serves production: VERCEL_ENV is "production", but ${missing}.`,
    );
  }
  if (user.AUTH_URL && !isOnLocalhost(user.AUTH_URL)) {
    throw new LaunchRefusal(
      `The local cloud serves http://localhost only: AUTH_URL is "${user.AUTH_URL}", but ${missing}.`,
    );
  }
}

/**
 * The variables that the launcher adds to the user's for the site: stand-ins' addresses, and what
 * the user left unset. Throws a LaunchRefusal with what the site would refuse at its own start.
 */
export function siteEnvironment(input: SiteEnvironmentInput): Record<string, string> {
  const { command, user, standIns, secrets, port, cloud } = input;
  const isLocal = standIns.length > 0;
  const added: Record<string, string> = { ...cloud };
  const fill = (name: string, value: string) => {
    if (!user[name]) added[name] = value;
  };
  fill('AUTH_URL', `http://localhost:${port}`);
  fill('MAIL_FROM', 'Gatehouse <no-reply@gatehouse.example>');
  if (isLocal) fill('TRUSTED_PROXY_HOPS', '1');
  // With real services alone, a secret of this folder would seal what other instances must open.
  // A variable that is set to nothing is a mistake to speak of, not one to paper over.
  if (command === 'dev' || (isLocal && user.AUTH_SECRET === undefined)) {
    fill('AUTH_SECRET', secrets.authSecret);
  }
  fill('CRON_SECRET', secrets.cronSecret);
  refuseWrong({ ...user, ...added, NODE_ENV: command === 'dev' ? 'development' : 'production' });
  return added;
}

/** What a stood-in service will say of itself, near enough to judge the user's own variables. */
const expected: Record<Service, Record<string, string>> = {
  database: { DATABASE_URL: 'postgresql://local:local@localhost/local' },
  redis: { UPSTASH_REDIS_REST_URL: 'http://localhost', UPSTASH_REDIS_REST_TOKEN: 'local' },
  mail: { RESEND_API_KEY: 're_local' },
  google: { AUTH_GOOGLE_ID: 'local', AUTH_GOOGLE_SECRET: 'local' },
  github: { AUTH_GITHUB_ID: 'local', AUTH_GITHUB_SECRET: 'local' },
  microsoft: { AUTH_MICROSOFT_ID: 'local', AUTH_MICROSOFT_SECRET: 'local' },
  breaches: { BREACHED_PASSWORDS_LOCAL_URL: 'http://localhost' },
};

/** Throws what `siteEnvironment` would throw in the end, before anything is started. */
export function refuseWrongEnvironment(input: Omit<SiteEnvironmentInput, 'cloud'>): void {
  const cloud = Object.assign({}, ...input.standIns.map((service) => expected[service]));
  siteEnvironment({ ...input, cloud });
}

function refuseWrong(environment: Environment): void {
  try {
    parseEnvironment(environment);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    throw new LaunchRefusal(`The environment is not right: ${error.lines.join('; ')}.`);
  }
}

function isOnLocalhost(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname === 'localhost';
}
