import { isRecord } from './json-body.ts';
import { type Forge, type ForgedPart, readForge } from './oauth/forge.ts';
import { issuerNames, type ServiceName } from './service.ts';

export const faultModes = ['ok', 'down', 'slow', 'error', 'limited'] as const;

/** Issuers can be hostile too: answers that a careful client must not take. */
export const hostileModes = ['redirect', 'flood', 'html', 'garbled'] as const;

export type HostileMode = (typeof hostileModes)[number];

export type FaultMode = (typeof faultModes)[number] | HostileMode | 'forge';

export type Fault = {
  mode: FaultMode;
  /** Waited before every answer, whatever the mode. */
  latencyMs: number;
  /** For how many more requests (`forge`: bent answers); null until it is changed. */
  count: number | null;
  /** How answers are bent; with the mode `forge` only. */
  forge?: Forge;
};

/** Which service is ill, and how. */
export type Faults = {
  set(service: ServiceName, fault: Fault): void;
  get(service: ServiceName): Fault;
  /** What the next request meets; counts it, unless only answers are bent. */
  take(service: ServiceName): Fault;
  /** How the answer that is about to go out is bent; counts it. Null when it is honest. */
  takeForged<Part extends ForgedPart>(
    service: ServiceName,
    part: Part,
  ): NonNullable<Forge[Part]> | null;
};

/** A service that nothing is wrong with. */
export const healthy: Fault = { mode: 'ok', latencyMs: 0, count: null };

/** Makes the register of faults: at first every service is healthy. */
export function createFaults(): Faults {
  const faults = new Map<ServiceName, Fault>();
  const get = (service: ServiceName) => faults.get(service) ?? healthy;
  const count = (service: ServiceName, fault: Fault) => {
    if (fault.count === null) return;
    faults.set(service, fault.count > 1 ? { ...fault, count: fault.count - 1 } : healthy);
  };
  return {
    get,
    set: (service, fault) => void faults.set(service, fault),
    take(service) {
      const fault = get(service);
      if (fault.mode !== 'forge') count(service, fault);
      return fault;
    },
    takeForged(service, part) {
      const fault = get(service);
      const forged = fault.forge?.[part];
      if (!forged) return null;
      count(service, fault);
      return forged;
    },
  };
}

/** The modes in which a service can be, as the front page offers them. */
export function modesOf(service: ServiceName): readonly FaultMode[] {
  return isIssuer(service) ? [...faultModes, ...hostileModes] : faultModes;
}

/** How long `slow` waits when nobody says how long. */
const usualLatencyMs = 1_000;
const longestLatencyMs = 600_000;

/** Reads a fault from a JSON value, or says in a sentence what is wrong with it. */
export function readFault(value: unknown, service: ServiceName): Fault | { problem: string } {
  if (!isRecord(value)) return { problem: 'Send a JSON object.' };
  const modes = isIssuer(service) ? [...modesOf(service), 'forge' as const] : modesOf(service);
  const mode = modes.find((known) => known === value.mode);
  if (!mode) return { problem: `mode is one of ${modes.join(', ')}.` };
  const {
    mode: _,
    latencyMs = mode === 'slow' ? usualLatencyMs : 0,
    count = null,
    ...rest
  } = value;
  if (!isWhole(latencyMs, 0, longestLatencyMs)) {
    return { problem: `latencyMs is a whole number from 0 to ${longestLatencyMs}.` };
  }
  if (count !== null && !isWhole(count, 1, 1_000_000)) {
    return { problem: 'count is a whole number from 1, or null.' };
  }
  if (mode === 'forge') {
    const forge = readForge(rest);
    return 'problem' in forge ? forge : { mode, latencyMs, count, forge };
  }
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return { problem: `There is no member "${unknown}".` };
  return { mode, latencyMs, count };
}

function isIssuer(service: ServiceName): boolean {
  return issuerNames.some((name) => name === service);
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
}
