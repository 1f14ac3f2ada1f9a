import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** The issuers of identities among the services, by the names that Auth.js and the paths give them. */
export const issuerNames = ['google', 'github', 'microsoft'] as const;

export type IssuerName = (typeof issuerNames)[number];

/** The services that the local cloud can stand in for. */
export const serviceNames = ['database', 'redis', 'mail', ...issuerNames, 'breaches'] as const;

export type ServiceName = (typeof serviceNames)[number];

/**
 * What every stand-in is to the cloud: one prefix on the shared port, one function that answers,
 * and the answers that its model gives when it is ill.
 */
export type Service = {
  name: ServiceName;
  /** The first segment of its paths, with the slash: `/neon`. */
  prefix: string;
  /** The variables that make the site use this service. */
  environment(cloudUrl: string): Record<string, string>;
  /** Pages for a person's browser: no fault but `down` reaches them, nor counts them. */
  isForPeople?(url: URL): boolean;
  /** Counts one request by its kind, before a fault can keep it from the service. */
  count?(request: CloudRequest): void;
  /** Answers one request; the path has the prefix still. Refusals are answers, never throws. */
  handle(request: CloudRequest): Promise<Answer>;
  /** What the real service answers when it fails (`error`) or limits (`limited`). */
  fault(mode: 'error' | 'limited'): Answer;
  /** What was counted besides requests: statements, commands. */
  counters(): Record<string, number>;
  resetCounters(): void;
  stop(): Promise<void>;
};

/** A request as the shared server read it: the body is whole, within the limit. */
export type CloudRequest = {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type Answer = {
  status: number;
  headers: Record<string, string | string[]>;
  /** A stream is sent as it comes, without a length. */
  body: string | Uint8Array | Readable;
};

/** Makes a JSON answer. */
export function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Answer & { body: string } {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Makes an answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}
