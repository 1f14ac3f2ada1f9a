import type { Answer, Asker } from './asker.ts';
import type { LoadSession } from './load-sessions.ts';
import { inPace, type Pace, sleep } from './pace.ts';

/** Two instances of the site: sessions end on one, and are asked for on the other. */
export type Instances = { here: string; there: string };

/** What the other instance said of one session. Moments by `performance.now()`, milliseconds. */
export type Revocation = {
  /** When the call that ended the session was sent, and answered. */
  askedAt: number;
  answeredAt: number;
  /** The ordinary door that was asked all the time, and when its first denial had come. */
  door: Door;
  deniedAt: number | null;
  /** The same of the other door, which was asked from then on; null when none came in time. */
  otherDeniedAt: number | null;
  /** When the last request that either door let in was sent; null when none was let in. */
  lastLetInAt: number | null;
  /** Requests that a door let in after it had denied the session. */
  letInAfterDenial: number;
  /** How long the first answers to a strict page and a strict call took; null when one let in. */
  strictPage: number | null;
  strictCall: number | null;
  /** Times between one request to the door and the next. */
  gaps: number[];
};

/** A page and an endpoint that trust young tokens, and how long to wait before asking again. */
const doors = {
  page: { path: '/account', pauseMilliseconds: 100 },
  endpoint: { path: '/api/current', pauseMilliseconds: 40 },
} as const;
export type Door = keyof typeof doors;

/** What an ended session may live on another instance, milliseconds: the promise of the site. */
export const promisedMilliseconds = 5000;
/** How long the other instance is asked before a session counts as never denied. */
const patienceMilliseconds = 12_000;
/** How often a door that has denied a session is asked once more. */
const moreRequests = 3;

/**
 * Ends sessions on one instance, by `DELETE /api/sessions/{id}` and by signing out in turn, and
 * asks the other one until it has denied them: every second one for a page, the others for an
 * endpoint, so that the asking itself leaves the instance room. Throws when something answers in
 * a way that is neither yes nor no.
 */
export function revokeAll(
  asker: Asker,
  at: Instances,
  sessions: readonly LoadSession[],
  pace: Pace,
): Promise<Revocation[]> {
  return inPace(sessions, pace, (session, turn) =>
    revoke(asker, at, session, turn % 2 === 0, turn % 4 < 2 ? 'page' : 'endpoint'),
  );
}

/** Asks both instances once more for every session: how many requests were let in. */
export async function countResurrected(
  asker: Asker,
  { here, there }: Instances,
  sessions: readonly LoadSession[],
): Promise<number> {
  const urls = [here, there].flatMap((site) => Object.values(doors).map(({ path }) => site + path));
  const asked = await inPace(sessions, { atOnce: 4 }, ({ token }) =>
    Promise.all(urls.map(async (url) => isLetIn(await asker.ask('GET', url, token)))),
  );
  return asked.flat().filter(Boolean).length;
}

async function revoke(
  asker: Asker,
  { here, there }: Instances,
  { id, token, ownerToken }: LoadSession,
  isEndedByOwner: boolean,
  door: Door,
): Promise<Revocation> {
  const knock = (at: Door) => asker.ask('GET', there + doors[at].path, token);
  if (!isLetIn(await knock(door))) throw new Error(`the ${door} did not know a live session`);
  const ending = isEndedByOwner
    ? asker.ask('DELETE', `${here}/api/sessions/${id}`, ownerToken)
    : asker.ask('POST', `${here}/api/sign-out`, token);
  const [ended, watched, strict] = await Promise.all([
    ending,
    knockUntilDenied(knock, door),
    ending.then(() =>
      Promise.all([
        asker.ask('GET', `${there}/admin`, token),
        // Nobody has such a session: someone who is let in learns so, and changes nothing.
        asker.ask('DELETE', `${there}/api/sessions/nobodys`, token),
      ]),
    ),
  ]);
  if (ended.status !== 204) throw new Error(`ending a session was answered ${ended.status}`);
  const other = await knockUntilDenied(knock, door === 'page' ? 'endpoint' : 'page');
  const [strictPage = null, strictCall = null] = strict.map((answer) =>
    isLetIn(answer) ? null : answer.answeredAt - answer.askedAt,
  );
  return {
    askedAt: ended.askedAt,
    answeredAt: ended.answeredAt,
    door,
    deniedAt: watched.deniedAt,
    otherDeniedAt: other.deniedAt,
    lastLetInAt: [...watched.letIn, ...other.letIn].at(-1)?.askedAt ?? null,
    letInAfterDenial: watched.letInLater + other.letInLater,
    strictPage,
    strictCall,
    gaps: gapsBetween(watched.letIn),
  };
}

/** Knocks until it is denied, and then a few times more. */
async function knockUntilDenied(knock: (at: Door) => Promise<Answer>, door: Door) {
  const letIn: Answer[] = [];
  const until = performance.now() + patienceMilliseconds;
  while (performance.now() < until) {
    const answer = await knock(door);
    if (!isLetIn(answer)) {
      const later = [];
      for (let turn = 0; turn < moreRequests; turn += 1) later.push(isLetIn(await knock(door)));
      const letInLater = later.filter(Boolean).length;
      return { letIn, deniedAt: answer.answeredAt, letInLater };
    }
    letIn.push(answer);
    await sleep(doors[door].pauseMilliseconds);
  }
  return { letIn, deniedAt: null, letInLater: 0 };
}

function gapsBetween(answers: readonly Answer[]): number[] {
  return answers.slice(1).map(({ askedAt }, at) => askedAt - (answers[at]?.askedAt ?? askedAt));
}

/** A page sends away with 307, an endpoint with 401; an answer to someone unknown is 404 or 200. */
function isLetIn({ status }: Answer): boolean {
  if (status === 200 || status === 404) return true;
  if (status === 307 || status === 401) return false;
  throw new Error(`the site answered ${status}, which is neither a yes nor a no`);
}
