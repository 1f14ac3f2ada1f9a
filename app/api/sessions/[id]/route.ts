import { forgetSession } from '#app/_kit/close-session.ts';
import { lastSegment, memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { endSession } from '#core/end-sessions.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: memberEndpoint({ input: null, status: 204 }, async (_input, context) => {
    const id = lastSegment(context.request);
    const ended = await endSession(ports(), context.claims, id, context.caller);
    if (ended.ok && id === context.claims.sid) await forgetSession();
    return ended;
  }),
});
