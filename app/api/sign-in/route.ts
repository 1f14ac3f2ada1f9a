import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { openSession } from '#app/_kit/open-session.ts';
import { signInInput } from '#core/sign-in.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: signInInput, status: 200 }, openSession),
});
