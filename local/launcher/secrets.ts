import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchRefusal } from './launch-refusal.ts';

/** The secrets of one data directory: 256 random bits each, base64url, where their users ask for no other form. */
export type LocalSecrets = {
  authSecret: string;
  cronSecret: string;
  databasePassword: string;
  redisToken: string;
  mailApiKey: string;
  mailWebhookSecret: string;
  oauthSecret: string;
};

const names = [
  'authSecret',
  'cronSecret',
  'databasePassword',
  'redisToken',
  'mailApiKey',
  'mailWebhookSecret',
  'oauthSecret',
] as const;

/** Makes secrets that nothing keeps. */
export function makeSecrets(): LocalSecrets {
  return complete({});
}

/**
 * The secrets kept in a data directory, made at the first call; what is there is never changed.
 * Only the owner may read the file. Throws a LaunchRefusal when the file cannot be understood.
 */
export function keepSecrets(directory: string): LocalSecrets {
  const path = join(directory, 'secrets.json');
  const kept = existsSync(path) ? read(path) : {};
  const secrets = complete(kept);
  if (names.some((name) => kept[name] === undefined)) write(path, { ...kept, ...secrets });
  chmodSync(path, 0o600);
  return secrets;
}

function complete(kept: Partial<LocalSecrets>): LocalSecrets {
  const secret = (name: keyof LocalSecrets) => kept[name] ?? randomBytes(32).toString('base64url');
  return {
    authSecret: secret('authSecret'),
    cronSecret: secret('cronSecret'),
    databasePassword: secret('databasePassword'),
    redisToken: secret('redisToken'),
    oauthSecret: secret('oauthSecret'),
    // The provider's client expects this beginning, and so do people who read a log.
    mailApiKey: kept.mailApiKey ?? `re_${randomBytes(32).toString('base64url')}`,
    mailWebhookSecret: kept.mailWebhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`,
  };
}

function read(path: string): Partial<LocalSecrets> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isSecrets(parsed)) return parsed;
  } catch {
    // Falls through to the refusal, which holds for both.
  }
  throw new LaunchRefusal(
    `${path} cannot be read as secrets: mend it, or remove it and sessions made with it end.`,
  );
}

function isSecrets(value: unknown): value is Partial<LocalSecrets> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => {
    const member = members.get(name);
    return member === undefined || (typeof member === 'string' && member.length >= 32);
  });
}

/** Written aside and renamed, so that a crash leaves the old file or the new one. */
function write(path: string, secrets: LocalSecrets): void {
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, path);
}
