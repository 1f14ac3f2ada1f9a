import type { Provider } from 'oidc-provider';
import { isRecord } from '../json-body.ts';
import type { GrantStore } from './grant-store.ts';
import type { Client, Issuer } from './issuer.ts';
import type { Persona } from './personas.ts';

/** Who agreed to a grant, as they were then, and whether tokens outlive the visit. */
export type Consent = { persona: Persona; isOffline: boolean };

/** What a grant is made with. */
export type Granting = { provider: Provider; issuer: Issuer; client: Client; store: GrantStore };

const lifetimeSeconds = 366 * 24 * 3600;

/** Reads who agreed to a grant; null for one that has ended. */
export function readConsent(store: GrantStore, grantId: string): Consent | null {
  const payload = store.find('Consent', grantId);
  return payload && isConsent(payload) ? payload : null;
}

/** Grants what was asked for in a sign-in, for a persona. Gives the grant's id. */
export async function giveConsent(
  { provider, issuer, client, store }: Granting,
  persona: Persona,
  parameters: Record<string, unknown>,
): Promise<{ accountId: string; grantId: string }> {
  const accountId = issuer.subjectOf(persona);
  const grant = new provider.Grant({ accountId, clientId: client.id });
  if (typeof parameters.scope === 'string') grant.addOIDCScope(parameters.scope);
  const grantId = await grant.save();
  const consent: Consent = { persona, isOffline: issuer.isOffline(parameters) };
  store.put('Consent', grantId, consent, lifetimeSeconds);
  return { accountId, grantId };
}

function isConsent(value: Record<string, unknown>): value is Consent {
  return isRecord(value.persona) && typeof value.isOffline === 'boolean';
}
