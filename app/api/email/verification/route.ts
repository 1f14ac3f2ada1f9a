import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { requestVerification, requestVerificationInput } from '#core/request-verification.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: requestVerificationInput, status: 202 }, async (input, { caller }) =>
    deliverSoon(await requestVerification(ports(), input, caller)),
  ),
});
