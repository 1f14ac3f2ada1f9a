import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { lastSegment, memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { changeAccount, changeAccountInput } from '#core/change-account.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: memberEndpoint({ input: changeAccountInput, status: 200 }, async (change, context) => {
    const userId = lastSegment(context.request);
    return deliverSoon(
      await changeAccount(ports(), { userId, change }, context.claims, context.caller),
    );
  }),
});
