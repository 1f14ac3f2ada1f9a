import type { Handler } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { refusalStatus } from '#core/outcome.ts';
import { endpointHeaders } from '#core/problem.ts';
import { callerOf } from '#server/caller.ts';
import { checkHealth } from '#server/health.ts';

export const runtime = 'edge';

const health: Handler = async (request) => {
  const { isHealthy, checks } = await checkHealth();
  const { requestId } = callerOf(request.headers);
  return Response.json(
    { status: isHealthy ? 'ok' : 'unavailable', checks },
    {
      status: isHealthy ? 200 : refusalStatus('unavailable'),
      headers: {
        ...endpointHeaders,
        'X-Request-Id': requestId,
        ...(isHealthy ? {} : { 'Retry-After': '5' }),
      },
    },
  );
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: health });
