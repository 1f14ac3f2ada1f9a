import { NextRequest } from 'next/server';
import { problemResponse } from '#core/problem.ts';
import { callerOf } from '#server/caller.ts';
import type { Handler } from './endpoint.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/**
 * The exports of a route file: the given handlers, HEAD for GET, OPTIONS, and an honest 405 with
 * `Allow` for every other method.
 */
export function methods(
  given: Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>,
): Record<Method, Handler> {
  const allowed = [...Object.keys(given), ...(given.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const notAllowed: Handler = async (request) =>
    problemResponse(
      { code: 'method_not_allowed' },
      { path: request.nextUrl.pathname, ...callerOf(request.headers) },
      { Allow: allowed },
    );
  const options: Handler = async () =>
    new Response(null, { status: 204, headers: { Allow: allowed } });
  const { GET } = given;
  return {
    GET: notAllowed,
    POST: notAllowed,
    PUT: notAllowed,
    PATCH: notAllowed,
    DELETE: notAllowed,
    HEAD: GET ? (request) => headOf(GET, request) : notAllowed,
    OPTIONS: options,
    ...given,
  };
}

async function headOf(handler: Handler, request: NextRequest): Promise<Response> {
  const { url, headers } = request;
  const answer = await handler(new NextRequest(url, { headers }));
  return new Response(null, { status: answer.status, headers: answer.headers });
}
