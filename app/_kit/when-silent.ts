import { ServiceFault } from '#core/fault.ts';
import { logFault } from '#server/log.ts';

/**
 * What a page reads, or `instead` while the service that is asked cannot answer: the page stands
 * all the same, and the fault is in the log. Every other error goes on.
 */
export async function whenSilent<Value, Instead>(
  instead: Instead,
  read: () => Promise<Value>,
): Promise<Value | Instead> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return instead;
  }
}
