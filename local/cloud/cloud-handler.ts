import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, type FaultMode, type Faults, healthy, hostileModes } from './faults.ts';
import { refuseForeignWrite, refuseStranger } from './gate.ts';
import { hasFollowed, hostileAnswers } from './hostile-answers.ts';
import { largestBodyBytes, readBody } from './read-body.ts';
import type { RequestCounts } from './request-counts.ts';
import { type Answer, type CloudRequest, json, type Service } from './service.ts';

/** What the one server of the cloud is made of. */
export type CloudParts = {
  services: Service[];
  faults: Faults;
  counts: RequestCounts;
  /** Origins whose pages may write to the control interface. */
  origins: ReadonlySet<string>;
  /** Answers everything that is no service's: the control interface and the pages. */
  answerOwn(request: CloudRequest): Promise<Answer>;
  /** Aborted at the stop: nobody waits any longer. */
  stopped: AbortSignal;
};

/** Makes the listener that leads each request to its service, through the fault that is set there. */
export function cloudHandler(parts: CloudParts): RequestListener {
  return (request, response) => {
    answerRequest(parts, request, response).catch(() => request.socket.destroy());
  };
}

async function answerRequest(
  parts: CloudParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refuseStranger(request);
  if (refusal) return send(response, refusal);
  const url = readTarget(request.url ?? '/');
  const service = parts.services.find(({ prefix }) => isUnder(url.pathname, prefix));
  if (service) return answerAsService(parts, service, url, request, response);
  const foreign = refuseForeignWrite(request, parts.origins);
  if (foreign) return send(response, foreign);
  const asked = await readRequest(url, request);
  send(response, asked ? await parts.answerOwn(asked) : tooLarge);
}

/** Only paths mean something here: `//host`, `*` and whole addresses lead nowhere. */
function readTarget(target: string): URL {
  return new URL(`http://localhost${target.startsWith('/') ? target : `/${target}`}`);
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

async function answerAsService(
  parts: CloudParts,
  service: Service,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  parts.counts.add(service.name);
  const asked = await readRequest(url, request);
  if (!asked) return send(response, tooLarge);
  service.count?.(asked);
  const fault = faultFor(parts.faults, service, url);
  if (fault.latencyMs > 0) {
    await wait(fault.latencyMs, undefined, { signal: parts.stopped });
    // A client that gave up meanwhile is not served: its write must not surprise the next test.
    if (response.destroyed) return;
  }
  if (fault.mode === 'down') request.socket.destroy();
  else send(response, await answerOf(service, fault.mode, asked));
}

/** A page for people meets no fault but that its service is down. */
function faultFor(faults: Faults, service: Service, url: URL): Fault {
  const isSpared = service.isForPeople?.(url) || hasFollowed(url);
  if (isSpared && faults.get(service.name).mode !== 'down') return healthy;
  return faults.take(service.name);
}

async function answerOf(service: Service, mode: FaultMode, asked: CloudRequest): Promise<Answer> {
  if (mode === 'error' || mode === 'limited') return service.fault(mode);
  const hostile = hostileModes.find((known) => known === mode);
  return hostile ? hostileAnswers[hostile](asked.url) : service.handle(asked);
}

/** The request with its whole body; null when that is too large. */
async function readRequest(url: URL, request: IncomingMessage): Promise<CloudRequest | null> {
  const body = await readBody(request);
  return body && { method: request.method ?? 'GET', url, headers: request.headers, body };
}

const tooLarge = json(413, { message: `The body is larger than ${largestBodyBytes} bytes.` });

function send(response: ServerResponse, answer: Answer): void {
  const { body } = answer;
  const isHead = response.req.method === 'HEAD';
  const hasBody = answer.status !== 204 && answer.status !== 304;
  const bytes = body instanceof Readable ? null : Buffer.from(body);
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...(hasBody && bytes ? { 'content-length': String(bytes.length) } : {}),
    ...answer.headers,
  });
  if (isHead || !hasBody) response.end();
  // A client that hangs up ends the stream with an error, which is its own affair.
  else if (body instanceof Readable) pipeline(body, response, () => undefined);
  else response.end(bytes);
}
