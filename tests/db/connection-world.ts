import { randomUUID } from 'node:crypto';
import type { Provider, ProviderIdentity } from '#core/provider-identity.ts';
import type { NewConnection, SealedTokens } from '#core/provider-ports.ts';
import {
  aDigest,
  afterNoon,
  anAddress,
  aRegistration,
  aSealedText,
  noon,
  visitor,
  type World,
} from './world.ts';

/** Somebody at Google, with an address that Google has verified. */
export const anIdentity = (more: Partial<ProviderIdentity> = {}): ProviderIdentity => ({
  provider: 'google',
  accountId: aDigest(),
  email: anAddress(),
  isEmailVerified: true,
  name: 'Pat',
  image: 'https://example.test/pat.png',
  ...more,
});

export const sealedTokens = (more: Partial<SealedTokens> = {}): SealedTokens => ({
  accessTokenSealed: aSealedText(),
  refreshTokenSealed: aSealedText(),
  expiresAt: afterNoon(3600),
  scope: 'openid email',
  ...more,
});

export const aConnection = (userId: string, more: Partial<NewConnection> = {}): NewConnection => ({
  userId,
  identity: anIdentity(),
  tokens: null,
  notice: null,
  now: noon,
  ...more,
});

export type Connected = { id: string; email: string; identity: ProviderIdentity };

/** A user who came by a provider and has no password. Fails when nobody was created. */
export async function aConnectedUser(
  { ports }: World,
  provider: Provider = 'google',
  more: Partial<NewConnection> = {},
): Promise<Connected> {
  const [id, email] = [randomUUID(), anAddress()];
  const identity = anIdentity({ provider, email });
  const address = { email, emailNormalised: email, language: 'en' } as const;
  const connection = aConnection(id, { identity, ...more });
  if (!(await ports.connections.createUser(connection, address, visitor))) {
    throw new Error('the user was not created');
  }
  return { id, email, identity: connection.identity };
}

/** A user who registered and has not confirmed the address. */
export async function anUnprovenUser({ ports }: World) {
  const email = anAddress();
  const registration = aRegistration(email);
  await ports.registrations.store(registration);
  const { userId: id, passwordHash, token } = registration;
  return { id, email, passwordHash, tokenDigest: token.tokenDigest, codeDigest: token.codeDigest };
}

/** Who has an identity: a user's id, or undefined. */
export async function ownerOf({ look }: World, identity: ProviderIdentity): Promise<unknown> {
  const [row] = await look(
    'select user_id from accounts where provider = $1 and provider_account_id = $2',
    identity.provider,
    identity.accountId,
  );
  return row?.user_id;
}

/** The letters on their way to an address, as template names. */
export async function lettersTo({ look }: World, email: string): Promise<unknown[]> {
  const rows = await look(
    'select template from outbox where recipient_normalised = $1 order by created_at, template',
    email,
  );
  return rows.map(({ template }) => template);
}

/** The providers that a user is connected to. */
export async function providersOf({ look }: World, userId: string): Promise<unknown[]> {
  const rows = await look(
    'select provider from accounts where user_id = $1 order by provider',
    userId,
  );
  return rows.map(({ provider }) => provider);
}
