import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { resetPassword, resetPasswordInput } from '#core/reset-password.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: resetPasswordInput, status: 200 }, async (input, { caller }) =>
    deliverSoon(await resetPassword(ports(), input, caller)),
  ),
});
