import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Connections, NewConnection, SealedTokens } from '#core/provider-ports.ts';
import type { Database } from './client.ts';
import { isStorable, isUuid, moment, shortProviderEmail } from './parameters.ts';
import { accounts } from './schema.ts';

/** The questions about the tokens of connections. */
export function connectionTokenQuestions(
  db: Database,
): Pick<Connections, 'noteUse' | 'tokens' | 'storeTokens' | 'markConsentNeeded'> {
  return {
    async noteUse(connection) {
      const { userId, identity, tokens, now } = connection;
      if (!isLinkable(connection)) return;
      const itsRow = sql`
        user_id = ${userId}::uuid and provider = ${identity.provider}
        and provider_account_id = ${identity.accountId}`;
      const used = sql`
        update accounts
        set last_used_at = ${moment(now)}, provider_email = ${shortProviderEmail(identity.email)}
        where ${itsRow}`;
      if (!tokens) return void (await db.rows(used));
      await db.batch(
        used,
        sql`update accounts set ${freshTokens(tokens)} where ${itsRow} and ${isNoNarrower(tokens)}`,
      );
    },

    async tokens(userId, provider) {
      if (!isUuid(userId)) return null;
      const [row] = await db.ask((builder) =>
        builder
          .select({
            accountId: accounts.providerAccountId,
            accessTokenSealed: accounts.accessTokenSealed,
            refreshTokenSealed: accounts.refreshTokenSealed,
            expiresAt: accounts.expiresAt,
            scope: accounts.scope,
            version: accounts.version,
            needsConsent: sql<boolean>`${accounts.consentNeededAt} is not null`,
          })
          .from(accounts)
          .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider))),
      );
      if (!row) return null;
      const expiresAt = row.expiresAt === null ? null : new Date(row.expiresAt * 1000);
      return { ...row, expiresAt };
    },

    async storeTokens(userId, provider, version, tokens) {
      if (!isUuid(userId)) return false;
      const stored = await db.rows(sql`
        update accounts set ${freshTokens(tokens)}
        where user_id = ${userId}::uuid and provider = ${provider} and version = ${version}::int
        returning version`);
      return stored.length > 0;
    },

    // The version stays: when another holder of the same version brings fresh tokens after all,
    // they are stored, and the mark goes.
    async markConsentNeeded(userId, provider, version, now) {
      if (!isUuid(userId)) return;
      await db.rows(sql`
        update accounts set consent_needed_at = coalesce(consent_needed_at, ${moment(now)})
        where user_id = ${userId}::uuid and provider = ${provider} and version = ${version}::int`);
    },
  };
}

/** Decides whether PostgreSQL can hold a connection: its ids have a form and a bounded length. */
export function isLinkable({ userId, identity }: NewConnection): boolean {
  const { length } = identity.accountId;
  return isUuid(userId) && isStorable(identity.accountId) && length > 0 && length <= 255;
}

/** Tokens as parameters, in the order of `access_token_sealed, refresh_token_sealed, expires_at, scope`. */
export function tokenParameters(tokens: SealedTokens | null): SQL {
  return sql`
    ${tokens?.accessTokenSealed ?? null}::text, ${tokens?.refreshTokenSealed ?? null}::text,
    ${expiryOf(tokens)}::int, ${scopeOf(tokens)}::text`;
}

// A provider that leaves out refresh token or scope means that those of before hold on (RFC 6749,
// 5.1 and 6), unless it has refused that refresh token.
function freshTokens(tokens: SealedTokens): SQL {
  const refreshToken = sql`${tokens.refreshTokenSealed}::text`;
  return sql`
    access_token_sealed = ${tokens.accessTokenSealed}::text,
    refresh_token_sealed = case
      when consent_needed_at is null then coalesce(${refreshToken}, refresh_token_sealed)
      else ${refreshToken}
    end,
    expires_at = ${expiryOf(tokens)}::int,
    scope = coalesce(${scopeOf(tokens)}::text, scope),
    consent_needed_at = null,
    version = version + 1`;
}

/**
 * Whether fresh tokens may do all that the kept ones may: a sign-in, which asks for little, does not
 * take away what its user has allowed besides. Where consent is needed there is nothing to keep.
 */
function isNoNarrower(tokens: SealedTokens): SQL {
  const scopes = (list: SQL) => sql`string_to_array(replace(${list}, ',', ' '), ' ')`;
  const fresh = sql`coalesce(${scopeOf(tokens)}::text, scope)`;
  return sql`
    (scope is null or access_token_sealed is null or consent_needed_at is not null
      or ${scopes(sql`scope`)} <@ ${scopes(fresh)})`;
}

/** Seconds since 1970, rounded down, within what the column takes. */
function expiryOf(tokens: SealedTokens | null): number | null {
  if (!tokens?.expiresAt) return null;
  const seconds = Math.floor(tokens.expiresAt.getTime() / 1000);
  return Math.min(Math.max(seconds, 0), 2 ** 31 - 1);
}

function scopeOf(tokens: SealedTokens | null): string | null {
  return tokens?.scope?.replaceAll('\0', '') || null;
}
