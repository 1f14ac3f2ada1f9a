'use server';

import { refresh } from 'next/cache';
import * as z from 'zod';
import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { memberAction } from '#app/_kit/form.ts';
import { startConnect } from '#app/_kit/start-provider.ts';
import { disconnect, listConnections } from '#core/connections.ts';
import { accept, refuse } from '#core/outcome.ts';
import { isProvider, providerNames } from '#core/provider-identity.ts';
import { scopesBeyondSignIn } from '#core/scopes-beyond-sign-in.ts';
import { ports } from '#server/ports.ts';
import { validProviderToken } from '#server/provider-token.ts';
import { accessNotice, disconnectedNotice } from './notices.ts';

const input = z.object({ provider: z.string() });

/** Goes to a provider, to connect the identity there to this account, or to agree once more. */
export const connectProvider = memberAction(
  { action: 'connectProvider', input, secrets: [] },
  async ({ provider }, { claims }) => {
    if (!isProvider(provider)) return refuse('unknown_provider');
    const connections = await listConnections(ports(), claims);
    // Who agrees once more agrees to what they had agreed to.
    const kept = connections.find((connection) => connection.provider === provider);
    const further = scopesBeyondSignIn(kept?.scope ?? null);
    const started = await startConnect(provider, claims, further);
    return started.ok ? accept({ to: started.value }) : started;
  },
);

/** Disconnects a provider, unless it is the last way into the account. */
export const disconnectProvider = memberAction(
  { action: 'disconnectProvider', input, secrets: [] },
  async ({ provider }, { claims, caller }) => {
    if (!isProvider(provider)) return refuse('unknown_provider');
    const gone = deliverSoon(await disconnect(ports(), provider, claims, caller));
    refresh();
    if (!gone.ok) return gone;
    return accept({ notice: disconnectedNotice(providerNames[provider], caller.language) });
  },
);

/**
 * An example of a feature that needs a provider's token: asks for a valid one and says how it went.
 * The token itself stays on the server.
 */
export const checkAccess = memberAction(
  { action: 'checkAccess', input, secrets: [] },
  async ({ provider }, { claims, caller }) => {
    if (!isProvider(provider)) return refuse('unknown_provider');
    const token = await validProviderToken(claims.sub, provider);
    // The card of the connection says by now whether consent is needed.
    refresh();
    if (!token.ok) return token;
    const { expiresAt } = token.value;
    return accept({ notice: accessNotice(providerNames[provider], expiresAt, caller.language) });
  },
);
