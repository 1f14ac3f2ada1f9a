import { after } from 'next/server';
import { deliverLetters } from '#core/deliver-letters.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';

/**
 * Sends the letters that a use case just wrote, after the answer has left, and passes the outcome
 * on. When it is cut off the sweep sends them: the outbox loses none and the provider takes none
 * twice.
 */
export function deliverSoon<Outcome>(outcome: Outcome): Outcome {
  after(async () => {
    try {
      await deliverLetters(ports());
    } catch (error) {
      logFault(error, {});
    }
  });
  return outcome;
}
