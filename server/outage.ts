import { logEvent } from './log.ts';

export type Outage = {
  /** Decides whether to ask the service now. While it is out, one caller in a while tries it. */
  isWorthAsking(): boolean;
  /** Notes that the service failed; logs when that begins an outage. */
  begin(code: string): void;
  /** Notes that the service answered; logs when that ends an outage. */
  end(): void;
};

/**
 * Remembers that a service is out, so that not every request waits for its timeout, and logs an
 * outage once and its end once instead of once a request. Each instance remembers for itself.
 */
export function createOutage(
  service: string,
  { rememberedMilliseconds }: { rememberedMilliseconds: number },
): Outage {
  let askAgainAt: number | null = null;

  return {
    isWorthAsking() {
      if (askAgainAt === null) return true;
      if (Date.now() < askAgainAt) return false;
      // This caller tries; those who come meanwhile do not wait with it.
      askAgainAt = Date.now() + rememberedMilliseconds;
      return true;
    },
    begin(code) {
      if (askAgainAt === null) logEvent('outage.began', { service, code }, 'warn');
      askAgainAt = Date.now() + rememberedMilliseconds;
    },
    end() {
      if (askAgainAt !== null) logEvent('outage.ended', { service });
      askAgainAt = null;
    },
  };
}
