import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { measurePassword, measurePasswordInput } from '#core/measure-password.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: measurePasswordInput, status: 200 }, (input, { caller }) =>
    measurePassword(ports(), input, caller),
  ),
});
