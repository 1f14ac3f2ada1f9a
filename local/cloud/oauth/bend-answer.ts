import { decodeJwt } from 'jose';
import type { Faults } from '../faults.ts';
import { isRecord, parseJson } from '../json-body.ts';
import type { Answer, CloudRequest } from '../service.ts';
import { mergeForged } from './forge.ts';
import { type SigningMaterial, signForged, signHonestly } from './id-token.ts';
import type { Client, Issuer, Members, Place } from './issuer.ts';
import { isSiteCallback } from './make-provider.ts';
import type { KeyRing } from './signing-keys.ts';

type Parts = { issuer: Issuer; client: Client; faults: Faults; ring: KeyRing };

/**
 * Turns the library's answer into the real issuer's: its own names and forms, and then whatever a
 * test wants forged in it. Only answers that succeeded are forged.
 */
export async function bendAnswer(
  parts: Parts,
  place: Place,
  request: CloudRequest,
  answer: Answer,
): Promise<Answer> {
  const { issuer, faults } = parts;
  switch (place.route) {
    case 'authorize':
    case 'resume':
      return issuer.namesItself ? answer : withoutIssuer(issuer, answer);
    case 'discovery': {
      const { host } = request.headers;
      const baseUrl = `http://${host}/${issuer.name}`;
      const adjust = issuer.adjustDiscovery ?? ((document: Members) => document);
      const forged = faults.takeForged(issuer.name, 'discovery');
      return changed(answer, (document) =>
        mergeForged(adjust(document, place, baseUrl), forged ?? {}),
      );
    }
    case 'userinfo': {
      const forged = answer.status === 200 ? faults.takeForged(issuer.name, 'userinfo') : null;
      return forged ? changed(answer, (profile) => mergeForged(profile, forged)) : answer;
    }
    case 'emails': {
      const forged = answer.status === 200 ? faults.takeForged(issuer.name, 'emails') : null;
      return forged ? { ...answer, body: JSON.stringify(forged) } : answer;
    }
    case 'token':
      return bendTokenAnswer(parts, request, answer);
    default:
      return answer;
  }
}

async function bendTokenAnswer(
  { issuer, client, faults, ring }: Parts,
  request: CloudRequest,
  answer: Answer,
): Promise<Answer> {
  const material = { ring, clientSecret: client.secret };
  const written = issuer.adjustTokenAnswer?.(answer, request) ?? answer;
  const tokens = membersOf(written);
  if (answer.status !== 200 || !tokens) return written;
  const token = await idTokenOf(issuer, client, tokens, material, faults);
  return token ? { ...written, body: JSON.stringify({ ...tokens, id_token: token }) } : written;
}

/** The id token as it goes out; null when there is none, or it goes as the library signed it. */
async function idTokenOf(
  issuer: Issuer,
  client: Client,
  { id_token: token }: Members,
  material: SigningMaterial,
  faults: Faults,
): Promise<string | null> {
  const forged = faults.takeForged(issuer.name, 'idToken');
  const own = typeof token === 'string' ? decodeJwt(token) : null;
  const claims = own && (issuer.adjustClaims?.(own) ?? own);
  // GitHub hands out none: a forged one is made from nothing.
  if (forged) return signForged(claims ?? claimsFromNothing(issuer, client), forged, material);
  return claims && issuer.adjustClaims ? signHonestly(claims, material) : null;
}

function claimsFromNothing({ issuer }: Issuer, client: Client): Members {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: client.id, sub: '1', iat, exp: iat + 3600 };
}

function changed(answer: Answer, change: (members: Members) => Members): Answer {
  const members = membersOf(answer);
  if (answer.status !== 200 || !members) return answer;
  return { ...answer, body: JSON.stringify(change(members)) };
}

function membersOf({ body }: Answer): Members | null {
  const value = typeof body === 'string' ? parseJson(Buffer.from(body)) : null;
  return isRecord(value) ? value : null;
}

/** Takes `iss` (RFC 9207) out of an answer that leads to the site. */
function withoutIssuer(issuer: Issuer, answer: Answer): Answer {
  const { location } = answer.headers;
  if (typeof location !== 'string' || !URL.canParse(location)) return answer;
  const url = new URL(location);
  if (!isSiteCallback(issuer.name, `${url.origin}${url.pathname}`)) return answer;
  url.searchParams.delete('iss');
  return { ...answer, headers: { ...answer.headers, location: url.href } };
}
