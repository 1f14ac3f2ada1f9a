import { isRecord } from '../json-body.ts';

/**
 * Whose key signs a forged token: the published ones, a stranger's, none at all (`alg` none), the
 * client's secret (HS256), or the current one with a bit of the signature flipped.
 */
export const forgingKeys = ['current', 'previous', 'foreign', 'none', 'secret', 'broken'] as const;

export type ForgingKey = (typeof forgingKeys)[number];

export type ForgedToken = {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  key: ForgingKey;
};

/** How an issuer's answers are bent: members are merged over the honest ones, null removes one. */
export type Forge = {
  idToken?: ForgedToken;
  discovery?: Record<string, unknown>;
  userinfo?: Record<string, unknown>;
  /** Takes the place of GitHub's list of addresses. */
  emails?: unknown[];
};

export type ForgedPart = keyof Forge;

/** Reads the members of a forgery, or says in a sentence what is wrong with them. */
export function readForge(members: Record<string, unknown>): Forge | { problem: string } {
  const { idToken, discovery, userinfo, emails, ...rest } = members;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return { problem: `There is no member "${unknown}".` };
  const forge: Forge = {};
  if (idToken !== undefined) {
    const read = readForgedToken(idToken);
    if ('problem' in read) return read;
    forge.idToken = read;
  }
  if (discovery !== undefined) {
    if (!isRecord(discovery)) return { problem: 'discovery is an object.' };
    forge.discovery = discovery;
  }
  if (userinfo !== undefined) {
    if (!isRecord(userinfo)) return { problem: 'userinfo is an object.' };
    forge.userinfo = userinfo;
  }
  if (emails !== undefined) {
    if (!Array.isArray(emails)) return { problem: 'emails is an array.' };
    forge.emails = emails;
  }
  if (Object.keys(forge).length > 0) return forge;
  return { problem: 'Say what is forged: idToken, discovery, userinfo or emails.' };
}

/** Merges forged members over honest ones; null removes one. */
export function mergeForged(
  honest: Record<string, unknown>,
  forged: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...honest, ...forged }).filter(([, value]) => value !== null),
  );
}

function readForgedToken(value: unknown): ForgedToken | { problem: string } {
  if (!isRecord(value)) return { problem: 'idToken is an object.' };
  const { header = {}, claims = {}, key = 'current', ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return { problem: `There is no member "idToken.${unknown}".` };
  if (!isRecord(header)) return { problem: 'idToken.header is an object.' };
  if (!isRecord(claims)) return { problem: 'idToken.claims is an object.' };
  const known = forgingKeys.find((name) => name === key);
  if (!known) return { problem: `idToken.key is one of ${forgingKeys.join(', ')}.` };
  return { header, claims, key: known };
}
