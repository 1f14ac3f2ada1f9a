import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { accept } from '#core/outcome.ts';
import { setPassword, setPasswordInput } from '#core/set-password.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: memberEndpoint(
    { input: setPasswordInput, status: 200 },
    async (input, { claims, caller }) => {
      const set = deliverSoon(await setPassword(ports(), input, claims, caller));
      return set.ok ? accept(await keepSession(set.value)) : set;
    },
  ),
});
