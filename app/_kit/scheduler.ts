import { equalTexts } from '#core/constant-time.ts';
import { environment } from '#server/env.ts';

/** Decides whether a call carries the scheduler's secret; without a secret nobody is it. */
export function isScheduler(headers: Headers): boolean {
  const { cronSecret } = environment();
  const given = headers.get('authorization') ?? '';
  return cronSecret !== null && equalTexts(given, `Bearer ${cronSecret}`);
}
