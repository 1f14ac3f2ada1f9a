import { createRequire } from 'node:module';
import { isOidcLibraryUsable } from '#local/cloud/oauth/oidc-library.ts';
import { issuerNames } from '#local/cloud/service.ts';
import type { Command } from './settings.ts';

// The package is CommonJS in a form of which Node cannot tell the names.
const { loadEnvConfig }: typeof import('@next/env') = createRequire(import.meta.url)('@next/env');

export type Environment = Record<string, string | undefined>;

/** A service of the local cloud, and the variables of which any means that a real one is used. */
const addresses = {
  database: ['DATABASE_URL'],
  redis: ['UPSTASH_REDIS_REST_URL', 'KV_REST_API_URL'],
  mail: ['RESEND_API_KEY'],
  // Half a pair is a mistake that the site speaks of.
  google: ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
  github: ['AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'],
  microsoft: ['AUTH_MICROSOFT_ID', 'AUTH_MICROSOFT_SECRET'],
  breaches: ['BREACHED_PASSWORDS_URL'],
} as const;

export type Service = keyof typeof addresses;

/**
 * What the user has set: the shell's variables, and below them the `.env` files that the framework
 * reads for this command. This process's own environment stays as it was.
 */
export function userEnvironment(root: string, command: Command): Environment {
  const shell = { ...process.env };
  const { combinedEnv } = loadEnvConfig(root, command === 'dev', { info() {}, error() {} });
  const read = { ...combinedEnv };
  for (const name of Object.keys(process.env)) {
    if (!(name in shell)) delete process.env[name];
  }
  Object.assign(process.env, shell);
  return read;
}

/**
 * The services for which the user has given no real address. An empty variable counts as unset.
 * Identities of pretended issuers belong into a pretended database: with a real one there are none.
 * Nor is a real account's password held against the short list of this machine.
 */
export function servicesToStandIn(environment: Environment): Service[] {
  const isUnset = (service: Service) => addresses[service].every((name) => !environment[name]);
  const isPretended = isUnset('database');
  const services: Service[] = [
    'database',
    'redis',
    'mail',
    ...(isPretended && isOidcLibraryUsable() ? issuerNames : []),
    ...(isPretended ? ['breaches' as const] : []),
  ];
  return services.filter(isUnset);
}
