import { createRequire } from 'node:module';
import type { Command } from './settings.ts';

// The package is CommonJS in a form of which Node cannot tell the names.
const { loadEnvConfig }: typeof import('@next/env') = createRequire(import.meta.url)('@next/env');

export type Environment = Record<string, string | undefined>;

/** A service of the local cloud, and the variables of which any means that a real one is used. */
const addresses = {
  database: ['DATABASE_URL'],
  redis: ['UPSTASH_REDIS_REST_URL', 'KV_REST_API_URL'],
  mail: ['RESEND_API_KEY'],
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

/** The services for which the user has given no real address. An empty variable counts as unset. */
export function servicesToStandIn(environment: Environment): Service[] {
  const services: Service[] = ['database', 'redis', 'mail'];
  return services.filter((service) => addresses[service].every((name) => !environment[name]));
}
