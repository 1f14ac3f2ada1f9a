import { LaunchRefusal } from './launch-refusal.ts';

export type Command = 'dev' | 'preview';

/** A port that was asked for: when the user named it, no other will do. 0 means any. */
export type WantedPort = { name: string; port: number; isGiven: boolean };

export type Settings = {
  sitePort: WantedPort;
  cloudPort: WantedPort;
  /** Nothing outlives this run: data and secrets stay in memory. */
  isEphemeral: boolean;
};

type Environment = Record<string, string | undefined>;

/** Reads what the user may set for the launcher; throws a LaunchRefusal for a value that is none. */
export function readSettings(environment: Environment): Settings {
  return {
    sitePort: wantedPort(environment, 'PORT', 3000),
    cloudPort: wantedPort(environment, 'LOCAL_PORT', 4000),
    isEphemeral: isSwitchedOn(environment, 'LOCAL_EPHEMERAL'),
  };
}

/**
 * The site must listen where AUTH_URL says that it is: on this machine its port counts like one
 * that the user gave in PORT.
 */
export function sitePortFor(settings: Settings, authUrl: string | undefined): WantedPort {
  const { sitePort } = settings;
  if (sitePort.isGiven || !authUrl || !URL.canParse(authUrl)) return sitePort;
  const { protocol, hostname, port } = new URL(authUrl);
  if (protocol !== 'http:' || hostname !== 'localhost') return sitePort;
  return { name: 'AUTH_URL', port: port === '' ? 80 : Number(port), isGiven: true };
}

function wantedPort(environment: Environment, name: string, usual: number): WantedPort {
  const given = environment[name]?.trim();
  if (!given) return { name, port: usual, isGiven: false };
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port > 65_535) {
    throw new LaunchRefusal(`${name} is "${given}", which is no port: give a number up to 65535.`);
  }
  return { name, port, isGiven: true };
}

function isSwitchedOn(environment: Environment, name: string): boolean {
  const given = environment[name]?.trim().toLowerCase() ?? '';
  if (['', '0', 'false', 'no'].includes(given)) return false;
  if (['1', 'true', 'yes'].includes(given)) return true;
  throw new LaunchRefusal(`${name} is "${given}": say 1 or 0.`);
}
