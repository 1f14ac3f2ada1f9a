import type { Health } from './health-checks.ts';
import { house } from './ports.ts';

/** How the services of this instance are, at most a second ago. */
export function checkHealth(): Promise<Health> {
  return house().health();
}
