import { forgetSession } from '#app/_kit/close-session.ts';
import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { endSessions, endSessionsScope } from '#core/end-sessions.ts';
import { listSessions } from '#core/list-sessions.ts';
import { accept, refuse } from '#core/outcome.ts';
import { deviceName } from '#server/device.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

const list = memberEndpoint({ input: null, status: 200 }, async (_input, { claims }) => {
  const sessions = await listSessions(ports(), claims);
  return accept({
    sessions: sessions.map(({ isCurrent, ...session }) => ({
      ...session,
      device: deviceName(session.userAgent),
      current: isCurrent,
    })),
  });
});

const end = memberEndpoint({ input: null, status: 204 }, async (_input, context) => {
  const scope = endSessionsScope.safeParse(context.request.nextUrl.searchParams.get('scope'));
  if (!scope.success) return refuse('invalid_request');
  const ended = await endSessions(ports(), context.claims, scope.data, context.caller);
  if (scope.data === 'all') await forgetSession();
  return ended;
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: list,
  DELETE: end,
});
