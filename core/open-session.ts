import { noticesOf } from './account-notices.ts';
import type { Caller, PublicUser, SessionMethod } from './actors.ts';
import { auditContext } from './caller.ts';
import { after } from './clock.ts';
import { base64Url } from './derived-keys.ts';
import type { Language } from './language.ts';
import { sealNotice } from './notices.ts';
import type { Ports } from './ports.ts';
import type { OpenedSession } from './session-claims.ts';
import { sessionLifetimes } from './session-policy.ts';
import { signInAttempt } from './sign-in-attempt.ts';

/** A session to be opened for someone who has proved who they are. */
export type Opening = {
  userId: string;
  /** What letters call the user; absent when it is not known here. */
  name?: string | null;
  method: SessionMethod;
  isRemembered: boolean;
  /** The hash of the password that was the proof; null when it was another one. */
  provenHash: string | null;
  /** The session of the same browser that ends now. */
  replaces: string | null;
  /** The address that signed in; null for a proof in the midst of a session, which is no attempt. */
  attempt: { emailNormalised: string } | null;
};

export type Opened = {
  user: PublicUser;
  session: OpenedSession;
  /** The account's own; null when it has none. */
  language: Language | null;
  /** A letter about it waits to be sent. */
  isDeviceNew: boolean;
};

/**
 * Opens a session, by whatever method: always a new id of 192 random bits (ASVS 7.2.3, 7.2.4),
 * kept in the registry together with the attempt that succeeded. Ends the one that it replaces and
 * those over the cap; of a device that is new to the account its owner is told. Null when the account
 * is no longer the one that was proved.
 */
export async function openNewSession(
  ports: Pick<
    Ports,
    'clock' | 'sessions' | 'revocations' | 'secrets' | 'policy' | 'site' | 'devices'
  >,
  opening: Opening,
  caller: Caller,
): Promise<Opened | null> {
  const { userId, method, isRemembered, provenHash, replaces, attempt } = opening;
  const openedAt = ports.clock.now();
  const lifetime = isRemembered ? sessionLifetimes.remembered : sessionLifetimes.forBrowser;
  const absoluteExpiresAt = after(openedAt, lifetime);
  const id = base64Url(crypto.getRandomValues(new Uint8Array(24)));
  const { ip, place, userAgent } = caller;
  const made = { id, userId, method, createdAt: openedAt, absoluteExpiresAt };
  const registered = {
    session: { ...made, ip, place, userAgent },
    attempt:
      attempt &&
      (await signInAttempt(ports, { ...attempt, userId, method, result: 'succeeded' }, caller)),
    provenHash,
    replaces,
    cap: ports.policy.cap,
    // Made for every session, since only the registry knows the devices of before.
    newDevice: await sealNotice(
      ports,
      { template: 'new-device', props: {} },
      { email: '', name: opening.name ?? null },
      caller,
      openedAt,
    ),
  };
  // Two stores, one wait: what Redis notes of a session that is not opened is asked by nobody.
  const [opened] = await Promise.all([
    ports.sessions.open(registered, auditContext(caller, userId)),
    ports.revocations.noteOpened(id),
  ]);
  if (!opened) return null;
  await ports.revocations.announce(opened.endedIds);
  return {
    user: opened.user,
    language: opened.language,
    isDeviceNew: opened.isDeviceNew,
    session: { id, method, openedAt, absoluteExpiresAt, isRemembered, notices: noticesOf(opened) },
  };
}
