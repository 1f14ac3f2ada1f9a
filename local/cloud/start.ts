import { breachesService } from './breaches/breaches-service.ts';
import { cloudHandler } from './cloud-handler.ts';
import { answerControl } from './control.ts';
import { databaseService } from './database/database-service.ts';
import { openEngine } from './database/open-engine.ts';
import { createFaults, type Faults } from './faults.ts';
import { listenOnLoopback } from './loopback-server.ts';
import { openInbox } from './mail/inbox.ts';
import { mailService } from './mail/mail-service.ts';
import type { WebhookTarget } from './mail/webhooks.ts';
import { issuerService } from './oauth/issuer-service.ts';
import { issuers } from './oauth/issuers.ts';
import { answerPage } from './pages/answer-page.ts';
import { openEmbeddedRedis } from './redis/embedded-redis.ts';
import { redisService } from './redis/redis-service.ts';
import { openServerRedis } from './redis/server-redis.ts';
import { createRequestCounts } from './request-counts.ts';
import { type Service, type ServiceName, serviceNames } from './service.ts';
import { listServices, type Services } from './services.ts';

export type CloudOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where database, inbox and what issuers handed out are kept; null keeps them in memory. */
  directory: string | null;
  /** Any PostgreSQL in place of the embedded one. */
  postgresUrl?: string;
  /** Any Redis in place of the embedded one. */
  redisUrl?: string;
  /**
   * The site's address: for the link on the front page, and for what the mail service tells of letters;
   * its pages may write to the control interface.
   */
  siteUrl?: string;
  keys: {
    databasePassword: string;
    redisToken: string;
    mailApiKey: string;
    oauthSecret: string;
    /** Signs what the mail service tells the site of letters; without it, it tells nothing. */
    mailWebhookSecret?: string;
  };
  /** Which services to stand in for: all of them unless said otherwise. */
  services?: ServiceName[];
};

export type Cloud = {
  url: string;
  /** The variables that lead the site to the services that are stood in for. */
  environment: Record<string, string>;
  /** Gets ready what a first sign-in at an issuer would wait for, a second or two. */
  warmUp(): Promise<void>;
  /** Ends everything: the server, its connections, the engines, the locks. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts the local cloud inside this process, on one port of the loopback addresses. Throws when
 * the port is taken or another process has the folder; nothing is left open then.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const faults = createFaults();
  const services = await openServices(options, faults);
  const list = listServices(services);
  const stopping = new AbortController();
  const counts = createRequestCounts();
  const origins = new Set<string>();
  const parts = { services, faults, counts, siteUrl: options.siteUrl ?? null };
  const listener = cloudHandler({
    services: list,
    faults,
    counts,
    origins,
    answerOwn: async (request) =>
      (await answerControl(parts, request)) ?? answerPage(parts, request),
    stopped: stopping.signal,
  });
  const server = await listenOnLoopback(options.port, listener).catch(async (error: unknown) => {
    await stopAll(list);
    throw error;
  });
  const url = `http://localhost:${server.port}`;
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    origins.add(`http://${host}:${server.port}`);
  }
  if (options.siteUrl) origins.add(new URL(options.siteUrl).origin);
  return {
    url,
    environment: Object.assign(
      { LOCAL_CLOUD_URL: url },
      ...list.map((service) => service.environment(url)),
    ),
    async warmUp() {
      for (const issuer of services.issuers ?? []) {
        if (!stopping.signal.aborted) await issuer.warmUp();
      }
    },
    stop: once(async () => {
      stopping.abort();
      await server.stop();
      await stopAll(list);
    }),
  };
}

async function openServices(options: CloudOptions, faults: Faults): Promise<Services> {
  const services: Services = {};
  try {
    await openInto(services, options, faults);
    return services;
  } catch (error) {
    await stopAll(listServices(services));
    throw error;
  }
}

async function openInto(services: Services, options: CloudOptions, faults: Faults): Promise<void> {
  const { keys, directory, services: wanted = serviceNames } = options;
  if (wanted.includes('database')) {
    const engine = await openEngine({ directory, postgresUrl: options.postgresUrl });
    services.database = databaseService(engine, keys.databasePassword);
  }
  if (wanted.includes('redis')) {
    const { redisUrl } = options;
    const engine = redisUrl ? await openServerRedis(redisUrl) : await openEmbeddedRedis();
    services.redis = redisService(engine, keys.redisToken);
  }
  if (wanted.includes('mail')) {
    services.mail = mailService(openInbox(directory), keys.mailApiKey, webhookTarget(options));
  }
  services.issuers = issuers
    .filter(({ name }) => wanted.includes(name))
    .map((issuer) => issuerService(issuer, { faults, directory, secret: keys.oauthSecret }));
  if (wanted.includes('breaches')) services.breaches = breachesService();
}

function webhookTarget({ siteUrl, keys }: CloudOptions): WebhookTarget | null {
  const secret = keys.mailWebhookSecret;
  return siteUrl && secret ? { url: `${siteUrl}/api/webhooks/resend`, secret } : null;
}

/** Runs a task at the first call only; every call waits for that. */
function once(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= task();
    return done;
  };
}

async function stopAll(services: Service[]): Promise<void> {
  const ended = await Promise.allSettled(services.map((service) => service.stop()));
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
