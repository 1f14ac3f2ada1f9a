import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { ownSession } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { confirmAddress } from '#core/confirm-address.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint({ input: addressLinkInput, status: 200 }, async (input, { request, caller }) => {
    const current = await ownSession(request.headers);
    const confirmed = deliverSoon(await confirmAddress(ports(), input, current, caller));
    if (!confirmed.ok) return confirmed;
    const { status, opened } = confirmed.value;
    if (opened) await keepSession(opened);
    return accept({ status });
  }),
});
