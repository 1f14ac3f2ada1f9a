import { freshSeconds } from './access.ts';
import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { cleanIdentity } from './clean-identity.ts';
import {
  decideLinking,
  type LinkingDecision,
  type LinkingRefusal,
  trustedAddress,
} from './linked-accounts.ts';
import { sealNotice } from './notices.ts';
import { type Opened, openNewSession } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { ProviderIdentity, ProviderTokens } from './provider-identity.ts';
import type { IdentityFacts, NewConnection, SealedTokens } from './provider-ports.ts';
import { sealTokens } from './seal-tokens.ts';
import { isFresh } from './session-claims.ts';
import type { SessionClaims } from './session-token.ts';
import { signInAttempt } from './sign-in-attempt.ts';

export type ProviderSignIn = {
  identity: ProviderIdentity;
  /** Null when the provider handed out none that are worth keeping. */
  tokens: ProviderTokens | null;
  /** The viewer who asked to connect, by the live session of this request; null at a sign-in. */
  connecting: SessionClaims | null;
  /** The session that the browser has had, whoever's: it gives way to the new one. */
  current: { sid: string } | null;
  isRemembered: boolean;
};

export type ProviderSignedIn =
  | { kind: 'signed-in'; opened: Opened; isNewUser: boolean }
  /** The viewer's session stays as it is. */
  | { kind: 'connected'; opened: null; isNewUser: false };

export type ProviderSignInRefusal = LinkingRefusal | 'authentication_error';

type SignInOutcome = Outcome<ProviderSignedIn, ProviderSignInRefusal>;

/**
 * The one door for identities that a provider has vouched for: decides who they are here, writes it
 * in one question and opens a session, or connects them to the viewer who asked for it. When facts
 * change between decision and writing, both happen once more.
 */
export async function signInWithProvider(
  ports: Ports,
  request: ProviderSignIn,
  caller: Caller,
): Promise<SignInOutcome> {
  const cleaned = { ...request, identity: cleanIdentity(request.identity) };
  const decideAndWrite = () => decideOnce(ports, cleaned, caller);
  const first = await decideAndWrite();
  if ('ok' in first) return first;
  const second = await decideAndWrite();
  if ('ok' in second) return second;
  // An account that twice takes no link has another identity of this provider: for its owner to end.
  const { unwritten } = second;
  const isFull = unwritten.answer === 'link' && unwritten.to === 'namesake';
  return refuse(isFull ? 'account_exists' : 'authentication_error');
}

/** `unwritten` when the facts changed before the decision was written. */
async function decideOnce(
  ports: Ports,
  request: ProviderSignIn,
  caller: Caller,
): Promise<SignInOutcome | { unwritten: Grant }> {
  const { identity, connecting: viewer } = request;
  const now = ports.clock.now();
  const known = await ports.connections.findIdentity(
    identity,
    trustedAddress(identity)?.normalised ?? null,
    viewer?.sub ?? null,
    now,
  );
  const connecting = viewer && {
    userId: viewer.sub,
    isFresh: isFresh(viewer, now, freshSeconds),
  };
  const decision = decideLinking({ identity, known, connecting });
  if (decision.answer === 'refuse') {
    if (decision.code === 'account_disabled') await recordDisabled(ports, identity, known, caller);
    return decision.code === 'reauthentication_required'
      ? refuse(decision.code, { maxAgeSeconds: freshSeconds })
      : refuse(decision.code);
  }
  const signedIn = await write(ports, request, decision, now, caller);
  return signedIn ? accept(signedIn) : { unwritten: decision };
}

type Grant = Exclude<LinkingDecision, { answer: 'refuse' }>;

async function write(
  ports: Ports,
  request: ProviderSignIn,
  grant: Grant,
  now: Date,
  caller: Caller,
): Promise<ProviderSignedIn | null> {
  const userId = grant.answer === 'create' ? crypto.randomUUID() : grant.userId;
  const connection = await connectionOf(ports, request, grant, { userId, caller, now });
  if (!(await writeConnection(ports, connection, grant, caller))) return null;
  if (request.connecting) return { kind: 'connected', opened: null, isNewUser: false };

  const emailNormalised = await addressOf(ports, grant, userId);
  if (emailNormalised === null) return null;
  const { current, isRemembered, identity } = request;
  const opening = {
    userId,
    method: identity.provider,
    isRemembered,
    provenHash: null,
    replaces: current?.sid ?? null,
    attempt: { emailNormalised },
  };
  const opened = await openNewSession(ports, opening, caller);
  return opened && { kind: 'signed-in', opened, isNewUser: grant.answer === 'create' };
}

async function writeConnection(
  { connections, revocations }: Ports,
  connection: NewConnection,
  grant: Grant,
  caller: Caller,
): Promise<boolean> {
  const audit = auditContext(caller, connection.userId);
  switch (grant.answer) {
    case 'sign-in':
      await connections.noteUse(connection);
      return true;
    case 'create': {
      const { email, normalised: emailNormalised } = grant.address;
      const { language } = caller;
      return connections.createUser(connection, { email, emailNormalised, language }, audit);
    }
    case 'link':
      return connections.link(connection, audit);
    case 'take-over': {
      const endedIds = await connections.takeOver(connection, audit);
      if (endedIds) await revocations.announce(endedIds);
      return endedIds !== null;
    }
  }
}

async function connectionOf(
  ports: Ports,
  { identity, tokens, connecting }: ProviderSignIn,
  grant: Grant,
  { userId, caller, now }: { userId: string; caller: Caller; now: Date },
): Promise<NewConnection> {
  const { provider } = identity;
  const sealed: SealedTokens | null =
    tokens && (await sealTokens(ports.vault, tokens, { userId, provider }));
  const told = addressee(grant, connecting);
  const connectionsLink = `${ports.site.origin}/account/connections`;
  const added = { template: 'connection-added', props: { provider, connectionsLink } } as const;
  const notice = told && (await sealNotice(ports, added, told, caller, now));
  return { userId, identity, tokens: sealed, notice, now };
}

/** Whom a letter tells of the connection: nobody whose own account is new or whose it was before. */
function addressee(grant: Grant, viewer: SessionClaims | null) {
  if (grant.answer === 'sign-in' || grant.answer === 'create') return null;
  if (grant.answer === 'link' && grant.to === 'viewer') return viewer;
  // Not the name at the provider, nor one that a stranger registered: neither is known to be theirs.
  return { email: grant.address.email, name: null };
}

/** The account's own address, whatever the provider says by now; null when the account is gone. */
async function addressOf(ports: Ports, grant: Grant, userId: string): Promise<string | null> {
  if ('address' in grant) return grant.address.normalised;
  return (await ports.users.findForProof(userId))?.emailNormalised ?? null;
}

async function recordDisabled(
  ports: Ports,
  { provider }: ProviderIdentity,
  { owner, namesake }: IdentityFacts,
  caller: Caller,
): Promise<void> {
  const userId = (owner ?? namesake)?.userId;
  const user = userId === undefined ? null : await ports.users.findForProof(userId);
  if (userId === undefined || !user) return;
  const { emailNormalised } = user;
  const failed = { userId, emailNormalised, method: provider, result: 'account_disabled' } as const;
  await ports.attempts.record(await signInAttempt(ports, failed, caller), auditContext(caller));
}
