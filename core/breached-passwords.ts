import { seconds } from './clock.ts';

/** What is known of a password: it was in a breach, it was in none, or nobody could say. */
export type BreachVerdict = 'breached' | 'clean' | 'unknown';

export type BreachedPasswords = {
  /**
   * Looks a password up among those of known breaches; no more than a fifth of its SHA-1 digest
   * leaves the house. `unknown` when there is no answer in time. Never throws.
   */
  look(password: string, patienceMilliseconds: number): Promise<BreachVerdict>;
};

/** How long a look-up may keep someone who chooses a password, and someone who signs in. */
export const patience = { choosing: seconds(3), signingIn: seconds(1) } as const;
