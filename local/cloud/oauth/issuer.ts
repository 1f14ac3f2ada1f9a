import type { Answer, CloudRequest, IssuerName } from '../service.ts';
import type { Persona } from './personas.ts';

/** What a request to an issuer is for. `home` and `persona` are pages, `resume` leads on from one. */
export type Route =
  | 'home'
  | 'persona'
  | 'discovery'
  | 'jwks'
  | 'authorize'
  | 'resume'
  | 'token'
  | 'userinfo'
  | 'emails'
  | 'revocation';

/** Where a request goes: `mount` is what stands before the path that the library knows. */
export type Place = { route: Route; mount: string; path: string; id?: string; tenant?: string };

export type Members = Record<string, unknown>;

/** One of the three, as far as it differs from the others. */
export type Issuer = {
  name: IssuerName;
  title: string;
  /** The real issuer's name. */
  issuer: string;
  /** The real paths, which the library answers below the issuer's prefix. */
  routes: Record<string, string>;
  scopes: string[];
  /** The claims that each scope opens. */
  claims: Record<string, string[]>;
  accessTokenSeconds: number;
  /** Whether answers carry `iss` (RFC 9207). */
  namesItself: boolean;
  /** Leads a path, without the prefix, to its place; null where there is nothing. */
  locate(path: string, method: string): Place | null;
  /** The id that the issuer gives a persona. */
  subjectOf(persona: Persona): string;
  claimsOf(persona: Persona, use: 'id_token' | 'userinfo'): Members;
  /** Whether a sign-in with these parameters ends with a refresh token. */
  isOffline(parameters: Members): boolean;
  /** The request as the library takes it, where the real issuer takes more. */
  prepare?(request: CloudRequest, place: Place, client: Client): CloudRequest;
  /** Claims of the id token that differ from the library's. */
  adjustClaims?(claims: Members): Members;
  adjustDiscovery?(document: Members, place: Place, baseUrl: string): Members;
  /** The token endpoint's answer as the real issuer writes it. */
  adjustTokenAnswer?(answer: Answer, request: CloudRequest): Answer;
  fault(mode: 'error' | 'limited'): Answer;
};

export type Client = { id: string; secret: string };

/** Finds a fixed path among an issuer's, or the library's own way on from the persona page. */
export function locateAmong(
  paths: Partial<Record<Route, string>>,
  path: string,
  mount: string,
): Place | null {
  for (const [route, known] of Object.entries(paths) as [Route, string][]) {
    if (path === known) return { route, mount, path };
  }
  const resumes = paths.authorize && path.startsWith(`${paths.authorize}/`);
  return resumes ? { route: 'resume', mount, path } : null;
}

/** Changes fields of a form that is on its way to the library. */
export function withFields(
  request: CloudRequest,
  change: (fields: URLSearchParams) => void,
): CloudRequest {
  const fields = new URLSearchParams(request.body.toString('utf8'));
  change(fields);
  return {
    ...request,
    headers: { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(fields.toString()),
  };
}

/** Changes parameters of an address that is on its way to the library. */
export function withQuery(
  request: CloudRequest,
  change: (query: URLSearchParams) => void,
): CloudRequest {
  const url = new URL(request.url);
  change(url.searchParams);
  return { ...request, url };
}
