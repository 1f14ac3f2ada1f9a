import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { forgetOwnEnded } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { undoAddressChange } from '#core/undo-address.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: addressLinkInput, status: 200 }, async (input, { request, caller }) => {
    const undone = deliverSoon(await undoAddressChange(ports(), input, caller));
    if (undone.ok) await forgetOwnEnded(request.headers);
    return undone;
  }),
});
