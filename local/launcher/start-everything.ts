import { join } from 'node:path';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase, migrationsFolder } from '#db/migrate.ts';
import { startCloud } from '#local/cloud/start.ts';
import { seedAccountsInto } from '#local/seed.ts';
import { hashPassword } from '#server/passwords.ts';
import { loopbackAddress, reservePort } from './free-port.ts';
import { LaunchRefusal } from './launch-refusal.ts';
import { startMailSweep } from './mail-sweep.ts';
import type { Progress } from './progress.ts';
import { writeRunningNote } from './running-note.ts';
import { keepSecrets, type LocalSecrets, makeSecrets } from './secrets.ts';
import { type Command, readSettings, type Settings, sitePortFor } from './settings.ts';
import type { Shutdown } from './shutdown.ts';
import { type Site, startSite, waitForSite } from './site.ts';
import {
  refusePublicStandIns,
  refuseWrongEnvironment,
  siteEnvironment,
} from './site-environment.ts';
import type { Running } from './summary.ts';
import {
  type Environment,
  type Service,
  servicesToStandIn,
  userEnvironment,
} from './user-environment.ts';

/** What the launcher was asked to do. */
export type LaunchOptions = {
  command: Command;
  root: string;
  /** The data directory, whose lock the caller holds. */
  directory: string;
  /** The production build, which is plain JavaScript because a bare `npm run build` needs it too. */
  isBuilt: (siteUrl: string) => boolean;
  build: (options: {
    siteUrl: string;
    output: (text: string) => void;
    signal: AbortSignal;
  }) => Promise<void>;
};

/** What was started, for the summary and for watching over it. */
export type Started = Omit<Running, 'tookMilliseconds'> & { site: Site };

/** Starts the cloud, the schema, the accounts and the site, in the order in which they need each other. */
export async function startEverything(
  options: LaunchOptions,
  shutdown: Shutdown,
  progress: Progress,
): Promise<Started> {
  const { command, root, directory } = options;
  const settings = readSettings(process.env);
  const user = userEnvironment(root, command);
  const standIns = servicesToStandIn(user);
  refusePublicStandIns(user, standIns);
  const sitePort = await reservePort(sitePortFor(settings, user.AUTH_URL));
  shutdown.defer(sitePort.release);
  const siteUrl = `http://localhost:${sitePort.port}`;
  const secrets = settings.isEphemeral ? makeSecrets() : keepSecrets(directory);
  const shared = { options, shutdown, progress, settings, user, standIns, secrets, siteUrl };

  const site = { command, user, standIns, secrets, port: sitePort.port };
  refuseWrongEnvironment(site);
  const cloud = standIns.length > 0 ? await startStandIns(shared) : null;
  const environment = siteEnvironment({ ...site, cloud: cloud?.environment ?? {} });
  if (cloud && standIns.includes('database')) await prepareDatabase(shared, environment);
  const origin = environment.AUTH_URL ?? user.AUTH_URL ?? siteUrl;
  if (command === 'preview') await buildWhenNeeded(shared, origin);

  const started = await progress('Starting the site', async () => {
    shutdown.signal.throwIfAborted();
    await sitePort.release();
    return startAndWait(shared, sitePort.port, environment);
  });
  shutdown.defer(startMailSweep(siteUrl, environment.CRON_SECRET ?? user.CRON_SECRET ?? ''));
  const note = { app: siteUrl, cloud: cloud?.url ?? null, pid: process.pid };
  shutdown.defer(writeRunningNote(directory, note));
  const { isEphemeral } = settings;
  const cloudUrl = cloud?.url ?? null;
  return { command, root, directory, isEphemeral, standIns, origin, cloudUrl, site: started };
}

type Shared = {
  options: LaunchOptions;
  shutdown: Shutdown;
  progress: Progress;
  settings: Settings;
  user: Environment;
  standIns: Service[];
  secrets: LocalSecrets;
  siteUrl: string;
};

function startStandIns({ options, shutdown, progress, ...shared }: Shared) {
  const { settings, user, standIns, secrets, siteUrl } = shared;
  const { databasePassword, redisToken, mailApiKey, mailWebhookSecret, oauthSecret } = secrets;
  return progress(`Starting the local cloud (${standIns.join(', ')})`, async () => {
    const port = await reservePort(settings.cloudPort);
    await port.release();
    const starting = startCloud({
      port: port.port,
      directory: settings.isEphemeral ? null : options.directory,
      ...(user.LOCAL_POSTGRES_URL ? { postgresUrl: user.LOCAL_POSTGRES_URL } : {}),
      ...(user.LOCAL_REDIS_URL ? { redisUrl: user.LOCAL_REDIS_URL } : {}),
      siteUrl,
      keys: { databasePassword, redisToken, mailApiKey, mailWebhookSecret, oauthSecret },
      services: standIns,
    });
    // A cloud that is asked to stop while it opens its folder closes it properly first.
    shutdown.defer(async () => (await starting.catch(() => null))?.stop());
    const cloud = await starting;
    // Beside the site's own start, for which nobody need wait.
    void cloud.warmUp();
    return cloud;
  });
}

function prepareDatabase(shared: Shared, environment: Record<string, string>): Promise<void> {
  const { options, progress, shutdown } = shared;
  return progress('Preparing the database', async () => {
    shutdown.signal.throwIfAborted();
    const database = createDatabase({
      url: environment.DATABASE_URL ?? '',
      endpoint: environment.DATABASE_HTTP_ENDPOINT,
    });
    await migrateDatabase(database, join(options.root, migrationsFolder));
    await seedAccountsInto(database, hashPassword);
  });
}

async function buildWhenNeeded(
  { options, shutdown, progress }: Shared,
  origin: string,
): Promise<void> {
  if (options.isBuilt(origin)) return;
  await progress('Building the site', async () => {
    const said: string[] = [];
    try {
      await options.build({
        siteUrl: origin,
        output: (text) => said.push(text),
        signal: shutdown.signal,
      });
    } catch (error) {
      if (shutdown.signal.aborted) throw error;
      console.error(`\n${said.join('')}`);
      throw new LaunchRefusal(
        `The build failed: ${error instanceof Error ? error.message : error}`,
      );
    }
  });
}

async function startAndWait(
  { options, shutdown }: Shared,
  port: number,
  environment: Record<string, string>,
): Promise<Site> {
  const { command, root } = options;
  const host = await loopbackAddress();
  const site = startSite({ root, command, host, port, environment });
  process.on('exit', site.kill);
  shutdown.defer(site.stop);
  try {
    await waitForSite(site, `http://localhost:${port}`, command === 'dev' ? 90_000 : 45_000);
  } catch (error) {
    if (!shutdown.signal.aborted) console.error(`\n${site.heldOutput()}`);
    throw error;
  }
  return site;
}
