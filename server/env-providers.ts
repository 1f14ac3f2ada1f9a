// By path and not by `#`: next.config.ts imports this file, and it cannot resolve `#`.
import { type Provider, providers } from '../core/provider-identity.ts';

/** How one provider is reached. */
export type ProviderSetting = {
  clientId: string;
  clientSecret: string;
  /** Where the local cloud stands in for the provider; null: the provider itself. */
  localUrl: string | null;
  /** Microsoft alone: `common`, `organizations`, `consumers`, or the one tenant that may sign in. */
  tenant: string;
};

/** The providers that are set up. */
export type ProviderSettings = Partial<Record<Provider, ProviderSetting>>;

type Settings = Readonly<Record<string, string | undefined>>;

/** Reads the providers whose pair of variables is set. */
export function providerSettings(settings: Settings): ProviderSettings {
  const found = providers.flatMap((provider) => {
    const { id, secret, localUrl } = variablesOf(provider, settings);
    if (!id || !secret) return [];
    const tenant = settings.AUTH_MICROSOFT_TENANT || 'common';
    const setting = { clientId: id, clientSecret: secret, localUrl: localUrl || null, tenant };
    return [[provider, setting] as const];
  });
  return Object.fromEntries(found);
}

/** What is wrong with the variables of the providers, a line each. */
export function providerRules(settings: Settings): string[] {
  const lines = providers.flatMap((provider) => {
    const { name, id, secret } = variablesOf(provider, settings);
    if (id && !secret) return [`${name}_SECRET is missing beside ${name}_ID`];
    if (secret && !id) return [`${name}_ID is missing beside ${name}_SECRET`];
    return [];
  });
  const tenant = settings.AUTH_MICROSOFT_TENANT ?? '';
  if (tenant !== '' && !tenantForm.test(tenant)) {
    lines.push('AUTH_MICROSOFT_TENANT must be common, organizations, consumers or a tenant id');
  }
  return lines;
}

const tenantForm = /^(common|organizations|consumers|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

function variablesOf(provider: Provider, settings: Settings) {
  const name = `AUTH_${provider.toUpperCase()}`;
  return {
    name,
    id: settings[`${name}_ID`],
    secret: settings[`${name}_SECRET`],
    localUrl: settings[`${name}_LOCAL_URL`],
  };
}
