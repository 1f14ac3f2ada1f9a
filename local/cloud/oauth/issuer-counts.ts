import type { CloudRequest } from '../service.ts';
import type { Route } from './issuer.ts';

const counted = [
  'token',
  'refresh',
  'userinfo',
  'emails',
  'authorize',
  'revocation',
  'discovery',
  'jwks',
] as const;

type Counted = (typeof counted)[number];

/** How often each endpoint of an issuer was called, with or without success. */
export type IssuerCounts = {
  /** `token` counts exchanges of a code, `refresh` those of a refresh token. */
  add(route: Route, request: CloudRequest): void;
  read(): Record<Counted, number>;
  reset(): void;
};

/** Makes counters that stand at nought. */
export function createIssuerCounts(): IssuerCounts {
  const counts = new Map<Counted, number>();
  return {
    add(route, request) {
      const isRefresh = route === 'token' && grantTypeOf(request) === 'refresh_token';
      const name = counted.find((known) => known === (isRefresh ? 'refresh' : route));
      if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    read: () =>
      Object.fromEntries(counted.map((name) => [name, counts.get(name) ?? 0])) as Record<
        Counted,
        number
      >,
    reset: () => counts.clear(),
  };
}

function grantTypeOf({ body }: CloudRequest): string | null {
  return new URLSearchParams(body.toString('utf8')).get('grant_type');
}
