import type { Service, ServiceName } from './service.ts';

/** How many requests reached each service, those that met a fault included. */
export type RequestCounts = {
  add(service: ServiceName): void;
  of(service: ServiceName): number;
  reset(): void;
};

/** Makes counters that stand at nought. */
export function createRequestCounts(): RequestCounts {
  const counts = new Map<ServiceName, number>();
  return {
    of: (service) => counts.get(service) ?? 0,
    add: (service) => void counts.set(service, (counts.get(service) ?? 0) + 1),
    reset: () => counts.clear(),
  };
}

/** Gives all that was counted, by service: requests, and what the service counts itself. */
export function readCounters(
  services: Service[],
  counts: RequestCounts,
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    services.map((service) => [
      service.name,
      { requests: counts.of(service.name), ...service.counters() },
    ]),
  );
}
