import { constants } from 'node:os';

/** Ends this process on a signal by the way of its exit handlers, which end what it started. */
export function exitOnSignals() {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => process.exit(128 + constants.signals[name]));
  }
}
