import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { accept, refuse } from '#core/outcome.ts';
import { sessionView, userOf } from '#core/session-claims.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint({ input: null, status: 200 }, async (_input, { claims }) =>
    claims
      ? accept({ authenticated: true, user: userOf(claims), session: sessionView(claims) })
      : refuse('unauthenticated'),
  ),
});
