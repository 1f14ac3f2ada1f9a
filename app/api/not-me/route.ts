import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { forgetOwnEnded } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { disownActivity } from '#core/disown-activity.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: addressLinkInput, status: 200 }, async (input, { request, caller }) => {
    const disowned = deliverSoon(await disownActivity(ports(), input, caller));
    if (disowned.ok) await forgetOwnEnded(request.headers);
    return disowned;
  }),
});
