import { lt, sql } from 'drizzle-orm';
import type { LimitCounters } from '#core/ports.ts';
import type { Database } from './client.ts';
import { moment } from './parameters.ts';
import { limitCounters } from './schema.ts';

export type LimitCounterQuestions = LimitCounters & {
  /** Forgets the windows that started before a moment; gives how many. */
  purge(before: Date): Promise<number>;
};

/** The questions about the counters that decide while Redis is silent. */
export function limitCounterQuestions(db: Database): LimitCounterQuestions {
  return {
    async take(key, windowStartedAt) {
      const rows = await db.rows<{ count: number }>(sql`
        insert into limit_counters (key, window_started_at, count)
        values (${key}, ${moment(windowStartedAt)}, 1)
        on conflict (key, window_started_at) do update set count = limit_counters.count + 1
        returning count`);
      return rows.reduce((_, { count }) => count, 0);
    },

    async purge(before) {
      const { rowCount } = await db.ask((builder) =>
        builder.delete(limitCounters).where(lt(limitCounters.windowStartedAt, before)),
      );
      return rowCount;
    },
  };
}
