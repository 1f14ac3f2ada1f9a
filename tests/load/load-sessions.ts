import { randomUUID } from 'node:crypto';
import { openNewSession } from '#core/open-session.ts';
import { claimsOf } from '#core/session-claims.ts';
import {
  openSession,
  renewAfterSeconds,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { redisCommand } from '#server/edge-redis.ts';
import { liveKey, rememberedSeconds } from '#server/edge-session-check.ts';
import { parseEnvironment } from '#server/env.ts';
import { buildHouse } from '#server/ports.ts';
import type { CloudControl } from '#tests/support/cloud-control.ts';
import { ownEnvironment, ownSecret } from '#tests/support/own-site.ts';
import { inPace } from './pace.ts';

/** A live session of the registry. */
export type LoadSession = {
  id: string;
  token: string;
  /** Another session of the same person, which may end this one. */
  ownerToken: string;
};

export type LoadAccounts = {
  sessions: LoadSession[];
  /** Makes sessions look as if the registry had been asked for them eleven minutes ago. */
  makeDue(sessions: readonly LoadSession[]): Promise<LoadSession[]>;
  /** Removes the accounts of this run, and their sessions with them. */
  remove(): Promise<void>;
};

const dueSeconds = renewAfterSeconds + 60;
/** Less than the cap, with room for the owner's own session. */
const sessionsPerAccount = 50;

/**
 * Opens sessions by the same use case and the same statement as a sign-in does, and seals their
 * tokens as the site would: only the comparison of a password is left out. Their owners are
 * accounts of the role `support`, made for this run.
 */
export async function openLoadSessions(
  cloud: { environment: Record<string, string>; control: CloudControl },
  count: number,
): Promise<LoadAccounts> {
  const environment = ownEnvironment({ ...cloud.environment, AUTH_URL: 'http://localhost:3000' });
  const settings = parseEnvironment(environment);
  const { ports } = buildHouse(settings);
  const ring = await sessionKeyRing([ownSecret]);
  const run = randomUUID();
  const rows = await cloud.control.sql(
    `insert into users (email, email_normalised, email_verified_at, name, role)
     select address, address, now(), 'Lou Load', 'support'
     from (select 'load-' || $1 || '-' || n || '@load.example' as address
           from generate_series(1, $2::int) as n) as made
     returning id`,
    [run, Math.ceil(count / sessionsPerAccount)],
  );
  const userIds = rows.map(({ id }) => String(id));

  async function open(userId: string) {
    const opening = { userId, method: 'password', isRemembered: true } as const;
    const proof = { provenHash: null, replaces: null, attempt: null };
    const caller = {
      ip: null,
      place: null,
      userAgent: 'load',
      language: 'en' as const,
      requestId: run,
    };
    const opened = await openNewSession(ports, { ...opening, ...proof }, caller);
    if (!opened) throw new Error('no session was opened');
    const claims = claimsOf(opened.user, opened.session);
    return { id: claims.sid, token: await sealSession(claims, ring) };
  }

  const owners = await inPace(userIds, { atOnce: 8 }, open);
  const places = Array.from({ length: count }, (_, at) => at % userIds.length);
  const sessions = await inPace(places, { atOnce: 8 }, async (at) => ({
    ...(await open(userIds[at] ?? '')),
    ownerToken: owners[at]?.token ?? '',
  }));
  return {
    sessions,
    makeDue: (some) =>
      inPace(some, { atOnce: 8 }, async (session) => {
        const claims = await openSession(session.token, ring, new Date());
        if (!claims) throw new Error('a token does not open');
        const iat = claims.iat - dueSeconds;
        // What keeps other renewals off is as old as the token.
        const command = ['EXPIRE', liveKey(session.id), rememberedSeconds - dueSeconds];
        if (!(await redisCommand(settings.redis, command, 2000))) throw new Error('no Redis');
        return { ...session, token: await sealSession({ ...claims, auth_time: iat, iat }, ring) };
      }),
    remove: async () => {
      await cloud.control.sql('delete from users where id = any($1::uuid[])', [userIds]);
    },
  };
}
