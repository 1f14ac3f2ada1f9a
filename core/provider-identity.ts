/** The providers that the house knows, in the order in which their buttons stand. */
export const providers = ['google', 'github', 'microsoft'] as const;

export type Provider = (typeof providers)[number];

/** What people call the providers. */
export const providerNames: Record<Provider, string> = {
  google: 'Google',
  github: 'GitHub',
  microsoft: 'Microsoft',
};

/** Decides whether a text is the id of a provider that the house knows. */
export function isProvider(value: unknown): value is Provider {
  return typeof value === 'string' && (providers as readonly string[]).includes(value);
}

/** Who somebody is at a provider, in the one shape that the rules know. */
export type ProviderIdentity = {
  provider: Provider;
  /** Google's `sub`, GitHub's numeric id, Microsoft's tenant and object id: never an address. */
  accountId: string;
  /** The address as the provider writes it; null when it gives none. */
  email: string | null;
  /** True only when the provider itself says that the address is verified. */
  isEmailVerified: boolean;
  name: string | null;
  image: string | null;
};

/** What a provider hands out beside an identity. */
export type ProviderTokens = {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: Date | null;
  /** Scopes that were granted, separated by blanks. */
  scope: string | null;
};
