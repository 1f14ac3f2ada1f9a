import { installPackages, mayInstallPackages } from './debian-packages.ts';
import { findPostgres, findProgram } from './find-program.ts';
import { startPostgres, startRedis, type ThrowawayServer } from './throwaway-servers.ts';

/** The real servers against which the stand-ins are tested too, and where the tests find them. */
export type TestServers = { environment: Record<string, string>; stop: () => Promise<void> };

/**
 * Starts a PostgreSQL and a Redis of this machine's own for the run, installing Debian's when root
 * may. Where there is none it says so: the same tests then run on the embedded engines alone.
 */
export async function startTestServers(): Promise<TestServers> {
  const lacking = [
    ...(findPostgres() ? [] : ['postgresql']),
    ...(findProgram('redis-server') ? [] : ['redis-server']),
  ];
  if (lacking.length > 0 && mayInstallPackages()) await installPackages(lacking);
  const [postgres, redis] = await Promise.all([
    tell('PostgreSQL', startPostgres),
    tell('redis-server', startRedis),
  ]);
  return {
    environment: {
      ...(postgres ? { TEST_POSTGRES_URL: postgres.url } : {}),
      ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
    },
    stop: async () => {
      await Promise.all([postgres?.stop(), redis?.stop()]);
    },
  };
}

async function tell(
  name: string,
  begin: () => Promise<ThrowawayServer | null>,
): Promise<ThrowawayServer | null> {
  const server = await begin();
  if (!server) console.log(`No ${name} here: its tests run on the embedded engine alone.`);
  return server;
}
