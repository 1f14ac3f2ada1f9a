import { authHandler } from '#app/_kit/auth-handlers.ts';
import { methods } from '#app/_kit/methods.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: authHandler,
  POST: authHandler,
});
