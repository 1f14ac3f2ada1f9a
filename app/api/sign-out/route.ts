import { closeSession } from '#app/_kit/close-session.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { accept } from '#core/outcome.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: null, status: 204 }, async () => accept(await closeSession())),
});
