import { after } from 'next/server';
import { deliverLetters } from '#core/deliver-letters.ts';
import type { Outcome, RefusalCode } from '#core/outcome.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';

/**
 * Sends the letters that a use case just wrote, after the answer has left, and passes the outcome
 * on. When it is cut off the sweep sends them: the outbox loses none and the provider takes none
 * twice. A refused use case wrote none: a flood that a limit stops asks the database nothing.
 */
export function deliverSoon<Value, Code extends RefusalCode>(
  outcome: Outcome<Value, Code>,
): Outcome<Value, Code> {
  if (!outcome.ok) return outcome;
  after(async () => {
    try {
      await deliverLetters(ports());
    } catch (error) {
      logFault(error, {});
    }
  });
  return outcome;
}
