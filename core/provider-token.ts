import { after, seconds } from './clock.ts';
import { ServiceFault } from './fault.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Provider, ProviderTokens } from './provider-identity.ts';
import type { KeptTokens, SealedTokens, TokenBinding } from './provider-ports.ts';
import { sealTokens } from './seal-tokens.ts';

export type ProviderToken = {
  accessToken: string;
  /** ISO 8601; null for a token that does not expire. */
  expiresAt: string | null;
  scope: string | null;
};

export type ProviderTokenRefusal = 'not_connected' | 'consent_needed' | 'provider_unavailable';

type TokenPorts = Pick<Ports, 'clock' | 'connections' | 'vault' | 'providerClients' | 'leases'>;
type TokenOutcome = Outcome<ProviderToken, ProviderTokenRefusal>;
type Owner = { userId: string; provider: Provider };

/** A token with less than this left is refreshed first, in milliseconds. */
const enough = seconds(60);
const leaseMilliseconds = seconds(5);
/** A refresh takes up to four seconds: one that starts later than this outlives its lease. */
const latestStart = seconds(1);
const longestWait = seconds(6);
const betweenLooks = 100;

/**
 * An access token of a user's connection, good for at least a minute where the provider allows it.
 * Of all callers on all instances one refreshes, under a lease; the others wait up to six seconds
 * for what it wrote. Without a lease nobody refreshes: a refresh token that is used twice costs the
 * whole grant (RFC 9700, 4.14.2). While the provider is silent, a token with less than a minute
 * left is given as long as it lasts.
 */
export async function providerToken(
  ports: TokenPorts,
  owner: Owner,
  { wait }: { wait: (milliseconds: number) => Promise<void> },
): Promise<TokenOutcome> {
  const stopAt = after(ports.clock.now(), longestWait);
  for (;;) {
    const reading = await read(ports, owner);
    if ('answer' in reading) return reading.answer;
    const name = `provider-token:${owner.userId}:${owner.provider}`;
    const startBefore = after(ports.clock.now(), latestStart);
    const lease = await ports.leases.acquire(name, leaseMilliseconds);
    if (lease === 'silent') return lastResort(ports, reading);
    if (lease !== 'taken') {
      try {
        return await refreshUnderLease(ports, owner, startBefore);
      } finally {
        await ports.leases.release(name, lease.fence);
      }
    }
    if (ports.clock.now() >= stopAt) return lastResort(ports, reading);
    await wait(betweenLooks);
  }
}

/** What the row says: an answer, or tokens that are due for a refresh. */
type Reading =
  | { answer: TokenOutcome }
  | { kept: KeptTokens; refreshToken: string; access: ProviderToken | null };

async function read(ports: TokenPorts, owner: Owner): Promise<Reading> {
  const { userId, provider } = owner;
  const kept = await ports.connections.tokens(userId, provider);
  if (!kept) return { answer: refuse('not_connected') };
  if (kept.needsConsent) return { answer: refuse('consent_needed') };
  const [accessToken, refreshToken] = await Promise.all([
    open(ports, kept.accessTokenSealed, { ...owner, field: 'access_token' }),
    open(ports, kept.refreshTokenSealed, { ...owner, field: 'refresh_token' }),
  ]);
  // What does not open was moved here, or its secret is gone: only its user can help.
  const isDamaged = kept.accessTokenSealed !== null && accessToken === null;
  if (isDamaged) return { answer: refuse('consent_needed') };
  const access = accessToken === null ? null : tokenOf(accessToken, kept);
  if (access && lasts(ports, kept, enough)) return { answer: accept(access) };
  if (refreshToken !== null) return { kept, refreshToken, access };
  const isAlive = access !== null && lasts(ports, kept, 1);
  return { answer: isAlive ? accept(access) : refuse('consent_needed') };
}

async function refreshUnderLease(
  ports: TokenPorts,
  owner: Owner,
  startBefore: Date,
): Promise<TokenOutcome> {
  // Again, since the holder before may have written after this caller looked.
  const reading = await read(ports, owner);
  if ('answer' in reading) return reading.answer;
  if (ports.clock.now() > startBefore) return lastResort(ports, reading);
  const { kept, refreshToken } = reading;
  const answer = await ports.providerClients.refresh(owner.provider, refreshToken);
  if (answer.result === 'unavailable') return lastResort(ports, reading);
  if (answer.result === 'consent_needed') return notePermissionGone(ports, owner, kept.version);
  return store(ports, owner, kept, answer.tokens);
}

async function store(
  ports: TokenPorts,
  owner: Owner,
  kept: KeptTokens,
  fresh: ProviderTokens,
): Promise<TokenOutcome> {
  const granted = { ...fresh, scope: fresh.scope ?? kept.scope };
  const sealed = await sealTokens(ports.vault, granted, owner);
  // A provider that does not rotate says nothing of the refresh token: the old one stays.
  sealed.refreshTokenSealed ??= kept.refreshTokenSealed;
  if (await storeTwice(ports, owner, kept.version, sealed)) {
    return accept(tokenOf(granted.accessToken, granted));
  }
  return whatIsThere(ports, owner);
}

/** Tries again after a fault: a rotated refresh token that nobody keeps is a grant that is lost. */
async function storeTwice(
  { connections }: TokenPorts,
  { userId, provider }: Owner,
  version: number,
  sealed: SealedTokens,
): Promise<boolean> {
  const store = () => connections.storeTokens(userId, provider, version, sealed);
  try {
    return await store();
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    return store();
  }
}

/** The provider says that the grant is gone: unless somebody has brought another one by now. */
async function notePermissionGone(
  ports: TokenPorts,
  owner: Owner,
  version: number,
): Promise<TokenOutcome> {
  const { userId, provider } = owner;
  const kept = await ports.connections.tokens(userId, provider);
  if (kept && kept.version !== version) return whatIsThere(ports, owner);
  if (!kept) return refuse('not_connected');
  await ports.connections.markConsentNeeded(userId, provider, version, ports.clock.now());
  return refuse('consent_needed');
}

/** What another writer left, without another refresh. */
async function whatIsThere(ports: TokenPorts, owner: Owner): Promise<TokenOutcome> {
  const reading = await read(ports, owner);
  return 'answer' in reading ? reading.answer : lastResort(ports, reading);
}

/** A token that still lasts for a moment is better than none. */
function lastResort(
  ports: TokenPorts,
  { kept, access }: { kept: KeptTokens; access: ProviderToken | null },
): TokenOutcome {
  return access && lasts(ports, kept, 1) ? accept(access) : refuse('provider_unavailable');
}

function lasts(
  { clock }: TokenPorts,
  { expiresAt }: { expiresAt: Date | null },
  milliseconds: number,
): boolean {
  return expiresAt === null || expiresAt >= after(clock.now(), milliseconds);
}

function tokenOf(
  accessToken: string,
  { expiresAt, scope }: { expiresAt: Date | null; scope: string | null },
): ProviderToken {
  return { accessToken, expiresAt: expiresAt?.toISOString() ?? null, scope };
}

async function open(
  { vault }: TokenPorts,
  sealed: string | null,
  binding: TokenBinding,
): Promise<string | null> {
  return sealed === null ? null : vault.open(sealed, binding);
}
