import { ServiceFault } from '#core/fault.ts';

/**
 * Turns whatever the driver threw into ServiceFault('database', code): the SQLSTATE, `timeout`,
 * `unreachable`, `http_` with the status, or `unreadable`. Messages, parameters and causes stay
 * behind: Drizzle's messages hold every parameter, addresses and hashes included.
 */
export function databaseFault(error: unknown): ServiceFault {
  if (error instanceof ServiceFault) return error;
  return new ServiceFault('database', faultCode(error));
}

function faultCode(error: unknown): string {
  const chain = causesOf(error);
  for (const cause of chain) {
    if (isTimeout(cause)) return 'timeout';
  }
  for (const cause of chain) {
    const sqlState = fieldOf(cause, 'code');
    if (typeof sqlState === 'string' && /^[0-9A-Z]{5}$/.test(sqlState)) return sqlState;
    const status = /^Server error \(HTTP status (\d{3})\)/.exec(messageOf(cause))?.[1];
    if (status) return `http_${status}`;
  }
  return chain.some((cause) => fieldOf(cause, 'sourceError')) ? 'unreachable' : 'unreadable';
}

/** The error and what it wraps: Drizzle says `cause`, the driver says `sourceError`. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let link = error;
  while (link && chain.length < 8) {
    chain.push(link);
    link = fieldOf(link, 'cause') ?? fieldOf(link, 'sourceError');
  }
  return chain;
}

function isTimeout(error: unknown): boolean {
  const name = fieldOf(error, 'name');
  return name === 'TimeoutError' || name === 'AbortError';
}

function messageOf(error: unknown): string {
  const message = fieldOf(error, 'message');
  return typeof message === 'string' ? message : '';
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
