import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { changeAddress, changeAddressInput } from '#core/change-address.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: memberEndpoint(
    { input: changeAddressInput, status: 202 },
    async (input, { claims, caller }) =>
      deliverSoon(await changeAddress(ports(), input, claims, caller)),
  ),
});
