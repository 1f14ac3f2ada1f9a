import { isRecord } from './json-body.ts';
import type { ServiceName } from './service.ts';

export const faultModes = ['ok', 'down', 'slow', 'error', 'limited'] as const;

export type FaultMode = (typeof faultModes)[number];

export type Fault = {
  mode: FaultMode;
  /** Waited before every answer, whatever the mode. */
  latencyMs: number;
  /** For how many more requests; null until it is changed. */
  count: number | null;
};

/** Which service is ill, and how. */
export type Faults = {
  set(service: ServiceName, fault: Fault): void;
  get(service: ServiceName): Fault;
  /** What the next request meets; counts it. */
  take(service: ServiceName): Fault;
};

/** A service that nothing is wrong with. */
export const healthy: Fault = { mode: 'ok', latencyMs: 0, count: null };

/** Makes the register of faults: at first every service is healthy. */
export function createFaults(): Faults {
  const faults = new Map<ServiceName, Fault>();
  const get = (service: ServiceName) => faults.get(service) ?? healthy;
  return {
    get,
    set: (service, fault) => void faults.set(service, fault),
    take(service) {
      const fault = get(service);
      if (fault.count === null) return fault;
      const count = fault.count - 1;
      faults.set(service, count > 0 ? { ...fault, count } : healthy);
      return fault;
    },
  };
}

/** How long `slow` waits when nobody says how long. */
const usualLatencyMs = 1_000;
const longestLatencyMs = 600_000;

/** Reads a fault from a JSON value, or says in a sentence what is wrong with it. */
export function readFault(value: unknown): Fault | { problem: string } {
  if (!isRecord(value)) return { problem: 'Send a JSON object.' };
  const unknown = Object.keys(value).find((key) => !['mode', 'latencyMs', 'count'].includes(key));
  if (unknown !== undefined) return { problem: `There is no member "${unknown}".` };
  const mode = faultModes.find((known) => known === value.mode);
  if (!mode) return { problem: `mode is one of ${faultModes.join(', ')}.` };
  const { latencyMs = mode === 'slow' ? usualLatencyMs : 0, count = null } = value;
  if (!isWhole(latencyMs, 0, longestLatencyMs)) {
    return { problem: `latencyMs is a whole number from 0 to ${longestLatencyMs}.` };
  }
  if (count !== null && !isWhole(count, 1, 1_000_000)) {
    return { problem: 'count is a whole number from 1, or null.' };
  }
  return { mode, latencyMs, count };
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
}
