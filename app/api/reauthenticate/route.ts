import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { accept } from '#core/outcome.ts';
import { reauthenticate, reauthenticateInput } from '#core/reauthenticate.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: memberEndpoint(
    { input: reauthenticateInput, status: 200 },
    async (input, { claims, caller }) => {
      const opened = await reauthenticate(ports(), input, claims, caller);
      return opened.ok ? accept(await keepSession(opened.value)) : opened;
    },
  ),
});
