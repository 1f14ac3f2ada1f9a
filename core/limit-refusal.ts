import type { LimitName } from './limits.ts';
import { type Refusal, refuse } from './outcome.ts';
import type { Limits } from './ports.ts';

/** One point of one limit: what is counted, and for whom. */
export type LimitPoint = { name: LimitName; key: string };

/** Takes the points; the refusal with its wait when a limit is spent, null when all are granted. */
export async function refuseOverLimit(
  limits: Limits,
  points: LimitPoint[],
): Promise<{ ok: false; refusal: Refusal<'too_many_attempts'> } | null> {
  const verdict = await limits.take(points);
  if (verdict.allowed) return null;
  const { retryAfterSeconds, limit } = verdict;
  return refuse('too_many_attempts', { retryAfterSeconds, limit });
}
