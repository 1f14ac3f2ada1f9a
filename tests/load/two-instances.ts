import { startCloud } from '#local/cloud/start.ts';
import type { Shutdown } from '#local/launcher/shutdown.ts';
import type { LaunchOptions } from '#local/launcher/start-everything.ts';
import { userEnvironment } from '#local/launcher/user-environment.ts';
import { type TestCloud, testKeys } from '#tests/support/cloud.ts';
import { cloudControl } from '#tests/support/cloud-control.ts';
import { startOwnSite } from '#tests/support/own-site.ts';
import type { Instances } from './revocations.ts';

/** The production build, as the launcher is given it. */
export type Build = Pick<LaunchOptions, 'root' | 'build' | 'isBuilt'>;

/** Two sites of plain http on this machine, whatever their ports, come from one build. */
const anyLocalSite = 'http://localhost:3000';

/** Builds the site unless the build of exactly these sources is there. */
export async function buildWhenNeeded({ build, isBuilt }: Build, signal: AbortSignal) {
  if (isBuilt(anyLocalSite)) return;
  const said: string[] = [];
  try {
    await build({ siteUrl: anyLocalSite, output: (text) => said.push(text), signal });
  } catch (error) {
    if (!signal.aborted) process.stderr.write(said.join(''));
    throw error;
  }
}

/** Starts the local cloud on a free port, in memory or on the servers that the user named. */
export async function startLoadCloud(root: string, shutdown: Shutdown) {
  const { LOCAL_POSTGRES_URL: postgresUrl, LOCAL_REDIS_URL: redisUrl } = userEnvironment(
    root,
    'preview',
  );
  const starting = startCloud({
    port: 0,
    directory: null,
    keys: testKeys,
    ...(postgresUrl ? { postgresUrl } : {}),
    ...(redisUrl ? { redisUrl } : {}),
  });
  // A cloud that is asked to stop while it starts must not be left behind.
  shutdown.defer(async () => (await starting.catch(() => null))?.stop());
  const { url, environment, stop } = await starting;
  const cloud: TestCloud = { url, environment, stop, control: cloudControl(url) };
  return { cloud, isKept: Boolean(postgresUrl), engines: await enginesOf(cloud, { redisUrl }) };
}

/** Starts two instances of the build over one cloud, one after the other. */
export async function startTwoInstances(
  root: string,
  cloud: TestCloud,
  shutdown: Shutdown,
): Promise<Instances> {
  const start = async () => {
    shutdown.signal.throwIfAborted();
    const starting = startOwnSite(root, () => ({}), cloud);
    shutdown.defer(async () => (await starting.catch(() => null))?.stop());
    return (await starting).url;
  };
  const here = await start();
  return { here, there: await start() };
}

async function enginesOf(cloud: TestCloud, { redisUrl }: { redisUrl: string | undefined }) {
  const [row] = await cloud.control.sql('select version() as version');
  const [database = ''] = /^\S+ \S+/.exec(String(row?.version)) ?? [];
  const isEmbedded = /emscripten|wasm/i.test(String(row?.version));
  return [
    `${database}${isEmbedded ? ' (PGlite, embedded)' : ''}`,
    redisUrl ? 'a Redis server' : 'the embedded Redis',
  ].join(', ');
}
