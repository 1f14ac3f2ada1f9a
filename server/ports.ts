import type { Redis } from '@upstash/redis';
import type { Adapter } from 'next-auth/adapters';
import { after, type Clock, days } from '#core/clock.ts';
import type { Ports, Site } from '#core/ports.ts';
import { revokeAtProviders } from '#core/revoke-at-providers.ts';
import { idleSince } from '#core/session-policy.ts';
import { tellEndings } from '#core/tell-endings.ts';
import { authAdapter } from '#db/adapter.ts';
import { createDatabase } from '#db/client.ts';
import { databasePorts } from '#db/ports.ts';
import { createMail } from '#emails/sender.ts';
import { createBreachedPasswords } from './breached-passwords.ts';
import { deviceName } from './device.ts';
import { type Environment, environment } from './env.ts';
import { createHealth, type Health, reachMail } from './health-checks.ts';
import { createLeases } from './leases.ts';
import { createLimits } from './limits.ts';
import { passwords } from './passwords.ts';
import { createProviderClients } from './provider-clients.ts';
import { createRedis, pingRedis } from './redis.ts';
import { createRevocations } from './revocations.ts';
import { createSecrets } from './secrets.ts';
import { createVault } from './vault.ts';

/** What the faces plug in: the ports, the adapter for Auth.js, and how the services are. */
export type House = {
  ports: Ports;
  adapter: Adapter;
  redis: Redis;
  health(): Promise<Health>;
  /**
   * Notes sessions that are over, tells endings again that Redis may have missed, revokes what is due
   * at providers, and forgets what nobody asks for any more: counters of an outage a day old, messages
   * of the mail provider a week old, attempts to sign in and ended tokens 90 days old.
   */
  tidy(): Promise<void>;
};

let built: House | null = null;

/** The house of this instance, built at the first call; throws EnvironmentError. */
export function house(): House {
  built ??= buildHouse(environment());
  return built;
}

/** The ports of this instance. */
export function ports(): Ports {
  return house().ports;
}

/** Puts in order what time leaves behind; the sweep calls it. */
export function tidy(): Promise<void> {
  return house().tidy();
}

/** The Auth.js adapter of this instance. */
export function adapter(): Adapter {
  return house().adapter;
}

/** Plugs adapters into ports for an environment. Opens no connection and asks nothing. */
export function buildHouse(settings: Environment, clock: Clock = systemClock): House {
  const { apiKey, from, baseUrl } = settings.mail;
  const site: Site = { name: 'Gatehouse', origin: settings.origin };
  const client = createDatabase({
    url: settings.database.url,
    endpoint: settings.database.endpoint ?? undefined,
  });
  const redis = createRedis(settings.redis);
  const { limitCounters, oldRecords, ping, ...questions } = databasePorts(client);
  const secrets = createSecrets(settings.secrets);
  const made: Ports = {
    ...questions,
    clock,
    site,
    policy: settings.sessions,
    revocations: createRevocations(settings.redis),
    vault: createVault(settings.secrets),
    leases: createLeases(settings.redis),
    providerClients: createProviderClients(settings.providers, clock),
    secrets,
    passwords,
    passwordPolicy: settings.passwords.passwordPolicy,
    breachedPasswords: createBreachedPasswords(settings.passwords.breachedPasswordsUrl),
    devices: { nameOf: (userAgent) => (userAgent === null ? '' : deviceName(userAgent)) },
    limits: createLimits({ redis, counters: limitCounters, secrets, clock }),
    mail: createMail({ apiKey, from, site, ...(baseUrl === null ? {} : { baseUrl }) }),
  };
  return {
    ports: made,
    adapter: authAdapter(client),
    redis,
    tidy: async () => {
      const now = clock.now();
      await made.sessions.retire(now, idleSince(settings.sessions, now));
      await Promise.all([
        tellEndings(made),
        revokeAtProviders(made),
        limitCounters.purge(after(now, -days(1))),
        made.mailEvents.purge(after(now, -days(7))),
        oldRecords.purgeAttempts(after(now, -days(90))),
        oldRecords.purgeTokens(after(now, -days(90))),
      ]);
    },
    health: createHealth({
      database: ping,
      redis: () => pingRedis(redis),
      mail: () => reachMail(baseUrl),
    }),
  };
}

const systemClock: Clock = { now: () => new Date() };
