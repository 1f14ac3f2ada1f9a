import type { LimitPoint } from '#core/limit-refusal.ts';
import { type LimitName, limits } from '#core/limits.ts';
import type { Ports } from '#core/ports.ts';
import type { Memory } from './memory.ts';

/** Limits in memory: one window that never ends. */
export function memoryLimits(memory: Memory): Ports['limits'] {
  const keyOf = ({ name, key }: LimitPoint) => `${name} ${key}`;
  const countOf = (point: LimitPoint) => memory.limitCounts.get(keyOf(point)) ?? 0;
  return {
    async take(points) {
      const spent = points.find((point) => countOf(point) >= limits[point.name].quota);
      if (spent) return { allowed: false, ...reading(spent.name) };
      for (const point of points) memory.limitCounts.set(keyOf(point), countOf(point) + 1);
      return { allowed: true };
    },
    async giveBack(points) {
      for (const point of points) memory.limitCounts.set(keyOf(point), countOf(point) - 1);
    },
    async forget(points) {
      for (const point of points) memory.limitCounts.delete(keyOf(point));
    },
  };
}

function reading(name: LimitName) {
  const { quota, windowSeconds } = limits[name];
  return { retryAfterSeconds: windowSeconds, limit: { name, quota, windowSeconds } };
}
