import { isDatabaseError } from './database/neon-errors.ts';
import { type Faults, readFault } from './faults.ts';
import { isRecord, parseJson } from './json-body.ts';
import { type RequestCounts, readCounters } from './request-counts.ts';
import { type Answer, type CloudRequest, empty, json, serviceNames } from './service.ts';
import { listServices, type Services } from './services.ts';

/** What the control interface works on. */
export type ControlParts = { services: Services; faults: Faults; counts: RequestCounts };

/** Answers the control interface, for tests and demonstrations. Null for a path that is not its own. */
export async function answerControl(
  parts: ControlParts,
  request: CloudRequest,
): Promise<Answer | null> {
  const { pathname } = request.url;
  if (!pathname.startsWith('/control/')) return null;
  const found = controls.filter(({ path }) => path.test(pathname));
  if (found.length === 0) return problem(404, 'There is no such control.');
  const control = found.find(({ method }) => method === request.method);
  if (control) return control.answer(parts, request);
  const allow = found.map(({ method }) => method).join(', ');
  return json(405, { status: 405, detail: `This takes ${allow}.` }, { allow });
}

type Control = {
  method: string;
  path: RegExp;
  answer(parts: ControlParts, request: CloudRequest): Answer | Promise<Answer>;
};

const controls: Control[] = [
  { method: 'GET', path: /^\/control\/inbox$/, answer: getInbox },
  { method: 'DELETE', path: /^\/control\/inbox$/, answer: clearInbox },
  { method: 'PUT', path: /^\/control\/faults\/[^/]+$/, answer: setFault },
  { method: 'POST', path: /^\/control\/keys\/[^/]+$/, answer: rotateKeys },
  { method: 'GET', path: /^\/control\/counters$/, answer: getCounters },
  { method: 'DELETE', path: /^\/control\/counters$/, answer: resetCounters },
  { method: 'POST', path: /^\/control\/sql$/, answer: runSql },
  { method: 'DELETE', path: /^\/control\/redis$/, answer: clearRedis },
];

function problem(status: number, detail: string): Answer {
  return json(status, { status, detail });
}

function setFault({ services, faults }: ControlParts, { url, body }: CloudRequest): Answer {
  const name = url.pathname.split('/').at(-1);
  const known = serviceNames.find((service) => service === name);
  if (!known || !listServices(services).some((service) => service.name === known))
    return problem(404, `There is no service "${name}" here.`);
  const fault = readFault(parseJson(body), known);
  if ('problem' in fault) return problem(422, fault.problem);
  faults.set(known, fault);
  return empty(204);
}

/** GitHub signs nothing, so it has no keys to rotate. */
async function rotateKeys(
  { services }: ControlParts,
  { url, body }: CloudRequest,
): Promise<Answer> {
  const name = url.pathname.split('/').at(-1);
  const issuer = services.issuers?.find((known) => known.name === name && name !== 'github');
  if (!issuer) return problem(404, `There is no issuer "${name}" with keys here.`);
  const value = body.length > 0 ? parseJson(body) : {};
  if (!isRecord(value)) return problem(422, 'Send {"drop":true}, or nothing.');
  const { drop = false, ...rest } = value;
  if (typeof drop !== 'boolean' || Object.keys(rest).length > 0) {
    return problem(422, 'Send {"drop":true}, or nothing.');
  }
  await issuer.rotate(drop);
  return empty(204);
}

function getInbox({ services }: ControlParts, { url }: CloudRequest): Answer {
  const { mail } = services;
  if (!mail) return problem(404, 'Mail is not a stand-in.');
  return json(200, mail.inbox.list(url.searchParams.get('to') ?? undefined));
}

function clearInbox({ services }: ControlParts): Answer {
  services.mail?.inbox.clear();
  return empty(204);
}

function getCounters({ services, counts }: ControlParts): Answer {
  return json(200, readCounters(listServices(services), counts));
}

function resetCounters({ services, counts }: ControlParts): Answer {
  counts.reset();
  for (const service of listServices(services)) service.resetCounters();
  return empty(204);
}

async function runSql({ services }: ControlParts, { body }: CloudRequest): Promise<Answer> {
  const { database } = services;
  if (!database) return problem(404, 'The database is not a stand-in.');
  const value = parseJson(body);
  if (!isRecord(value) || typeof value.query !== 'string') {
    return problem(422, 'Send {"query":"…","params":[…]}.');
  }
  const { query, params = [] } = value;
  if (!Array.isArray(params)) return problem(422, 'params is an array.');
  try {
    return json(200, { rows: await database.sql(query, params) });
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return json(400, { status: 400, code: error.code, detail: error.message });
  }
}

async function clearRedis({ services }: ControlParts): Promise<Answer> {
  if (!services.redis) return problem(404, 'Redis is not a stand-in.');
  await services.redis.clear();
  return empty(204);
}
