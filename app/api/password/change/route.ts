import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { changePassword, changePasswordInput } from '#core/change-password.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: memberEndpoint(
    { input: changePasswordInput, status: 200 },
    async (input, { claims, caller }) => {
      const changed = deliverSoon(await changePassword(ports(), input, claims, caller));
      return changed.ok ? accept(await keepSession(changed.value)) : changed;
    },
  ),
});
