import { expect } from 'vitest';
import { accessTable, ruleFor } from '#core/access.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';
import { siteUrl } from './site.ts';

/** What only an answer behind the gate says; a test holds it against those answers. */
export const marks = new RegExp(
  [
    ...['On this device and in this browser', 'What keeps your account yours'],
    'Where you are signed in, and how to end it',
    'The ways into your account',
    ...['What they say is never shown', '"nextCursor":'],
    ...['What each role may do', '"authenticated":true', '"sessions":\\[', 'Una User', 'Ada Admin'],
  ].join('|'),
);

const guarding = accessTable.filter(({ audience }) => /^(signed-in|support|admin)$/.test(audience));
const named = (kind: string) => guarding.filter((rule) => rule.kind === kind).map(sample);

/** Pages that not everyone may see, endpoints likewise, and paths below a gate where nothing is. */
export const guardedPages = named('page');
export const guardedEndpoints = named('endpoint');
export const guardedNowhere = named('gate').map((path) => `${path}/nope`);
export const guardedPaths = [...guardedPages, ...guardedEndpoints, ...guardedNowhere];

/** The ways in which a browser or the framework's client asks for a page. */
export const askings: Record<string, string>[] = [
  {},
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1' },
  {
    RSC: '1',
    'Next-Router-Prefetch': '1',
    'Next-Router-Segment-Prefetch': '/_tree',
  },
];

/** Asks for a target in each of these ways as an anonymous visitor, and holds it to be denied. */
export async function expectDeniedHoweverAsked(target: string): Promise<void> {
  for (const headers of askings) {
    expectDenied(await arrive(target, headers), `${target} ${JSON.stringify(headers)}`);
  }
}

/** Holds an answer to be a denial: 401, 403, 404 or the way to the sign-in page; nothing told. */
export function expectDenied(answer: RawAnswer, label: string, more: number[] = []): void {
  expect(answer.head + answer.body, label).not.toMatch(marks);
  if (answer.status >= 300 && answer.status < 400) {
    const to = headerOf(answer, 'location') ?? headerOf(answer, 'x-nextjs-redirect') ?? '';
    expect(new URL(to, siteUrl).origin, label).toBe(siteUrl);
    expect(to, label).toMatch(/\/sign-in(\.json)?\?returnTo=%2F/);
  } else {
    expect([401, 403, 404, ...more], label).toContain(answer.status);
  }
}

/** Holds the site to stand after what was done to it. */
export async function expectStanding(): Promise<void> {
  expect((await rawRequest('/')).status).toBe(200);
}

export function headerOf({ head }: RawAnswer, name: string): string | null {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim() ?? null;
}

/** Follows the framework's own redirects, which only tidy slashes, to the answer behind them. */
async function arrive(target: string, headers: Record<string, string>): Promise<RawAnswer> {
  let at = target;
  for (let hops = 0; hops < 3; hops += 1) {
    const answer = await rawRequest(at, { headers });
    if (answer.status !== 308) return answer;
    const to = new URL(headerOf(answer, 'location') ?? '', siteUrl);
    expect([to.origin, ruleFor(to.pathname.replace(/\/$/, '')) === null], target).toEqual([
      siteUrl,
      false,
    ]);
    expect(answer.head + answer.body, target).not.toMatch(marks);
    at = to.pathname + to.search;
  }
  throw new Error(`${target} leads in a circle`);
}

function sample({ path }: { path: string }): string {
  return path.replaceAll(/\{\w+\}/g, '1');
}
