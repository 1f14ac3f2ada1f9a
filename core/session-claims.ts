import type { AccountNotice } from './account-notices.ts';
import type { PublicUser, SessionMethod } from './actors.ts';
import { type SessionClaims, withNotices } from './session-token.ts';

/** A session as its owner sees it; moments are ISO 8601 texts. */
export type SessionView = {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  absoluteExpiresAt: string;
};

/** A session that was just opened. */
export type OpenedSession = {
  id: string;
  method: SessionMethod;
  openedAt: Date;
  absoluteExpiresAt: Date;
  /** False for a session that ends with the browser. */
  isRemembered: boolean;
  /** What its owner is to be told. */
  notices?: AccountNotice[];
};

/** What the session token says of a session that was just opened; moments in whole seconds. */
export function claimsOf(user: PublicUser, session: OpenedSession): SessionClaims {
  const openedAt = wholeSeconds(session.openedAt);
  const claims = {
    sub: user.id,
    sid: session.id,
    role: user.role,
    email: user.email,
    name: user.name,
    picture: user.image,
    // RFC 8176 names the password; providers are named by themselves.
    amr: [session.method === 'password' ? 'pwd' : session.method],
    auth_time: openedAt,
    iat: openedAt,
    exp: wholeSeconds(session.absoluteExpiresAt),
    rem: session.isRemembered,
  };
  return withNotices(claims, session.notices ?? []);
}

/** Who a session token speaks of. */
export function userOf(claims: SessionClaims): PublicUser {
  return {
    id: claims.sub,
    email: claims.email,
    name: claims.name,
    image: claims.picture,
    role: claims.role,
    // No session is opened for an address that is not verified.
    emailVerified: true,
  };
}

/** The session that a token speaks of: opened, last sealed, and when it ends. */
export function sessionView(claims: SessionClaims): SessionView {
  const end = moment(claims.exp);
  return {
    id: claims.sid,
    createdAt: moment(claims.auth_time),
    lastSeenAt: moment(claims.iat),
    expiresAt: end,
    absoluteExpiresAt: end,
  };
}

/** Decides whether someone authenticated within so many seconds. */
export function isFresh(claims: SessionClaims, now: Date, maxAgeSeconds: number): boolean {
  return now.getTime() / 1000 - claims.auth_time <= maxAgeSeconds;
}

function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function moment(secondsOfEpoch: number): string {
  return new Date(secondsOfEpoch * 1000).toISOString();
}
