import type { Provider, ProviderTokens } from './provider-identity.ts';
import type { SealedTokens, TokenVault } from './provider-ports.ts';

/** Seals what a provider handed out, each token for the user, provider and field that it is kept in. */
export async function sealTokens(
  vault: Pick<TokenVault, 'seal'>,
  { accessToken, refreshToken, expiresAt, scope }: ProviderTokens,
  owner: { userId: string; provider: Provider },
): Promise<SealedTokens> {
  const { userId, provider } = owner;
  const [accessTokenSealed, refreshTokenSealed] = await Promise.all([
    vault.seal(accessToken, { userId, provider, field: 'access_token' }),
    refreshToken === null
      ? null
      : vault.seal(refreshToken, { userId, provider, field: 'refresh_token' }),
  ]);
  return { accessTokenSealed, refreshTokenSealed, expiresAt, scope };
}
