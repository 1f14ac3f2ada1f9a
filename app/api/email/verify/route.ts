import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { verifyEmail, verifyEmailInput } from '#core/verify-email.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: verifyEmailInput, status: 200 }, (input, { caller }) =>
    verifyEmail(ports(), input, caller),
  ),
});
