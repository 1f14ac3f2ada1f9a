import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import { refuseForeignWrite, refuseStranger } from './gate.ts';
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
  send(response, foreign ?? (await withBody(url, request, parts.answerOwn)));
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
  const fault = parts.faults.take(service.name);
  if (fault.latencyMs > 0) {
    await wait(fault.latencyMs, undefined, { signal: parts.stopped });
    // A client that gave up meanwhile is not served: its write must not surprise the next test.
    if (response.destroyed) return;
  }
  if (fault.mode === 'down') {
    request.socket.destroy();
  } else if (fault.mode === 'error' || fault.mode === 'limited') {
    const { mode } = fault;
    send(response, await withBody(url, request, async () => service.fault(mode)));
  } else {
    send(response, await withBody(url, request, service.handle));
  }
}

async function withBody(
  url: URL,
  request: IncomingMessage,
  answer: (request: CloudRequest) => Promise<Answer>,
): Promise<Answer> {
  const body = await readBody(request);
  if (body === null) {
    return json(413, { message: `The body is larger than ${largestBodyBytes} bytes.` });
  }
  return answer({ method: request.method ?? 'GET', url, headers: request.headers, body });
}

function send(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  const hasBody = answer.status !== 204 && answer.status !== 304;
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...(hasBody ? { 'content-length': String(bytes.length) } : {}),
    ...answer.headers,
  });
  response.end(response.req.method === 'HEAD' || !hasBody ? undefined : bytes);
}
