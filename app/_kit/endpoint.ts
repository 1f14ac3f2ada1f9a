import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { asksForFresh, decideAccess, freshSeconds, ruleFor } from '#core/access.ts';
import type { Caller } from '#core/actors.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Outcome, Refusal } from '#core/outcome.ts';
import { accept, refuse } from '#core/outcome.ts';
import { endpointHeaders, problemResponse } from '#core/problem.ts';
import { isOwnWrite } from '#core/same-origin.ts';
import { isFresh } from '#core/session-claims.ts';
import { clearedSessionCookie } from '#core/session-cookie.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { fieldErrors } from '#core/text-input.ts';
import { callerOf } from '#server/caller.ts';
import { currentSession } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { readBody } from './request-body.ts';

export type Handler = (request: NextRequest) => Promise<Response>;

export type EndpointContext = {
  request: NextRequest;
  caller: Caller;
  /** The caller's live session; null where everyone may call, since nobody asks there. */
  claims: SessionClaims | null;
};

export type MemberContext = EndpointContext & { claims: SessionClaims };

type EndpointOptions<Schema extends z.ZodType> = {
  /** The body's schema; null for a call without a body. */
  input: Schema | null;
  status: 200 | 202 | 204;
};

/**
 * Makes a use case an endpoint of the JSON API: origin, access, media type, size, JSON and schema
 * are decided in this order, refusals become problem answers, faults 503 or 500 without a word of
 * their cause.
 */
export function endpoint<Schema extends z.ZodType>(
  { input, status }: EndpointOptions<Schema>,
  run: (input: z.output<Schema>, context: EndpointContext) => Promise<Outcome<unknown>>,
): Handler {
  return async (request) => {
    const caller = callerOf(request.headers);
    const path = request.nextUrl.pathname;
    const decided = await decide(request, caller, input, run);
    if (!decided.ok) return refusalAnswer(decided.refusal, path, caller);
    const headers = { ...endpointHeaders, 'X-Request-Id': caller.requestId };
    if (status === 204) return new Response(null, { status, headers });
    return Response.json(decided.value, { status, headers });
  };
}

async function decide<Schema extends z.ZodType>(
  request: NextRequest,
  caller: Caller,
  input: Schema | null,
  run: (input: z.output<Schema>, context: EndpointContext) => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> {
  try {
    const admitted = await admit(request);
    if (!admitted.ok) return admitted;
    const parsed = input ? await parseBody(request, input) : accept(undefined as z.output<Schema>);
    if (!parsed.ok) return parsed;
    return await run(parsed.value, { request, caller, claims: admitted.value });
  } catch (error) {
    return { ok: false, refusal: refusalOfFault(error, caller.requestId) };
  }
}

/** The same for calls that the access table opens to the signed-in alone. */
export function memberEndpoint<Schema extends z.ZodType>(
  options: EndpointOptions<Schema>,
  run: (input: z.output<Schema>, context: MemberContext) => Promise<Outcome<unknown>>,
): Handler {
  return endpoint(options, async (input, { claims, ...context }) =>
    claims ? run(input, { ...context, claims }) : refuse('unauthenticated'),
  );
}

/**
 * Decides origin and access of a call, in the data path: middleware is not the only lock. What
 * changes something, and what the table calls strict, asks the registry.
 */
async function admit(request: NextRequest): Promise<Outcome<SessionClaims | null>> {
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  if (isWrite && !isOwnWrite(request.headers, environment().origin)) return refuse('cross_origin');
  const path = request.nextUrl.pathname;
  if (decideAccess(path, null) === 'allow') return accept(null);
  const rule = ruleFor(path);
  const isStrict = isWrite || rule?.isStrict === true;
  const { state, claims } = await currentSession(request.headers, isStrict ? 'strict' : 'ordinary');
  if (state === 'ended') return refuse('session_revoked');
  const decision = decideAccess(path, claims?.role ?? null);
  if (decision === 'unauthenticated') return refuse('unauthenticated');
  if (decision !== 'allow') return refuse(decision === 'forbidden' ? 'forbidden' : 'not_found');
  const isStale = claims !== null && !isFresh(claims, new Date(), freshSeconds);
  if (isStale && asksForFresh(rule, isWrite)) {
    return refuse('reauthentication_required', { maxAgeSeconds: freshSeconds });
  }
  return accept(claims);
}

/** A refusal as a problem; one for a session that has ended takes its cookie away. */
function refusalAnswer(refusal: Refusal, path: string, caller: Caller): Response {
  const answer = problemResponse(refusal, { path, ...caller });
  if (refusal.code === 'session_revoked') {
    answer.headers.append('Set-Cookie', clearedSessionCookie(environment().isHttps));
  }
  return answer;
}

/** The last segment of a call's path, decoded: the id of what it is about. */
export function lastSegment(request: NextRequest): string {
  const segment = request.nextUrl.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function parseBody<Schema extends z.ZodType>(
  request: NextRequest,
  schema: Schema,
): Promise<Outcome<z.output<Schema>>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') return refuse('unsupported_media_type');
  const body = await readBody(request);
  if (!body.ok) return body;
  let json: unknown;
  try {
    json = JSON.parse(body.value);
  } catch {
    return refuse('invalid_json');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return accept(parsed.data);
  return refuse('invalid_input', { errors: fieldErrors(parsed.error) });
}

/** Logs a thrown thing without its text and decides what the caller hears: 503 or 500. */
export function refusalOfFault(error: unknown, requestId: string): Refusal {
  logFault(error, { requestId });
  return { code: error instanceof ServiceFault ? 'unavailable' : 'internal_error' };
}
