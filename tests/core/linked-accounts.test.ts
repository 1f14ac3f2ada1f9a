import { expect, test } from 'vitest';
import { decideLinking, type LinkingDecision, trustedAddress } from '#core/linked-accounts.ts';
import { type ProviderIdentity, providers } from '#core/provider-identity.ts';
import type { IdentityFacts } from '#core/provider-ports.ts';

const someone: ProviderIdentity = {
  provider: 'google',
  accountId: '1078',
  email: 'Ada@X.test',
  isEmailVerified: true,
  name: null,
  image: null,
};
const address = { email: 'Ada@x.test', normalised: 'ada@x.test' };

const owners = {
  none: null,
  viewer: { userId: 'viewer', isDisabled: false },
  other: { userId: 'other', isDisabled: false },
  'viewer, disabled': { userId: 'viewer', isDisabled: true },
  'other, disabled': { userId: 'other', isDisabled: true },
} satisfies Record<string, IdentityFacts['owner']>;

const namesakes = {
  none: null,
  verified: { userId: 'namesake', emailVerified: true, isDisabled: false },
  unverified: { userId: 'namesake', emailVerified: false, isDisabled: false },
  'verified, disabled': { userId: 'namesake', emailVerified: true, isDisabled: true },
  'unverified, disabled': { userId: 'namesake', emailVerified: false, isDisabled: true },
} satisfies Record<string, IdentityFacts['namesake']>;

const emails = {
  verified: { email: 'Ada@X.test', isEmailVerified: true },
  unverified: { email: 'Ada@X.test', isEmailVerified: false },
  none: { email: null, isEmailVerified: false },
  'none, yet verified': { email: null, isEmailVerified: true },
  unreadable: { email: '"ada"@x.test', isEmailVerified: true },
};

const viewers = {
  none: null,
  fresh: { userId: 'viewer', isFresh: true },
  stale: { userId: 'viewer', isFresh: false },
};

const keysOf = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as Key[];

type Case = {
  owner: keyof typeof owners;
  namesake: keyof typeof namesakes;
  email: keyof typeof emails;
  provider: ProviderIdentity['provider'];
  connecting: keyof typeof viewers;
  viewerHasProvider: boolean;
};

/** Every combination of what bears on a decision. */
const cases: Case[] = keysOf(owners).flatMap((owner) =>
  keysOf(namesakes).flatMap((namesake) =>
    keysOf(emails).flatMap((email) =>
      providers.flatMap((provider) =>
        keysOf(viewers).flatMap((connecting) =>
          [false, true].map((viewerHasProvider) => ({
            owner,
            namesake,
            email,
            provider,
            connecting,
            viewerHasProvider,
          })),
        ),
      ),
    ),
  ),
);

/** The rules as lines that are read from above, the first that fits decides; `*` fits all. */
const rules: [
  connecting: string,
  owner: string,
  hasProvider: string,
  provider: string,
  email: string,
  namesake: string,
  expected: LinkingDecision,
][] = [
  ['stale', '*', '*', '*', '*', '*', refused('reauthentication_required')],
  ['fresh', 'other', '*', '*', '*', '*', refused('identity_taken')],
  ['fresh', 'other, disabled', '*', '*', '*', '*', refused('identity_taken')],
  ['fresh', 'viewer, disabled', '*', '*', '*', '*', refused('account_disabled')],
  ['fresh', 'viewer', '*', '*', '*', '*', { answer: 'sign-in', userId: 'viewer' }],
  ['fresh', 'none', 'true', '*', '*', '*', refused('provider_connected')],
  ['fresh', 'none', 'false', '*', '*', '*', { answer: 'link', userId: 'viewer', to: 'viewer' }],
  ['none', 'viewer', '*', '*', '*', '*', { answer: 'sign-in', userId: 'viewer' }],
  ['none', 'other', '*', '*', '*', '*', { answer: 'sign-in', userId: 'other' }],
  ['none', 'viewer, disabled', '*', '*', '*', '*', refused('account_disabled')],
  ['none', 'other, disabled', '*', '*', '*', '*', refused('account_disabled')],
  ['none', 'none', '*', '*', 'unverified', '*', refused('provider_email_unverified')],
  ['none', 'none', '*', '*', 'none', '*', refused('provider_email_unverified')],
  ['none', 'none', '*', '*', 'none, yet verified', '*', refused('provider_email_unverified')],
  ['none', 'none', '*', '*', 'unreadable', '*', refused('provider_email_unverified')],
  ['none', 'none', '*', '*', 'verified', 'none', { answer: 'create', address }],
  ['none', 'none', '*', 'microsoft', 'verified', 'verified', refused('account_exists')],
  ['none', 'none', '*', 'microsoft', 'verified', 'verified, disabled', refused('account_exists')],
  ['none', 'none', '*', '*', 'verified', 'verified, disabled', refused('account_disabled')],
  ['none', 'none', '*', '*', 'verified', 'unverified, disabled', refused('account_disabled')],
  [
    ...(['none', 'none', '*', '*', 'verified', 'verified'] as const),
    { answer: 'link', userId: 'namesake', to: 'namesake', address },
  ],
  [
    ...(['none', 'none', '*', '*', 'verified', 'unverified'] as const),
    { answer: 'take-over', userId: 'namesake', address },
  ],
];

test('LINK-01 LINK-06 decides every one of 2,250 combinations of facts as the table of rules says', () => {
  expect(cases).toHaveLength(5 * 5 * 5 * 3 * 3 * 2);
  const used = new Set<number>();
  for (const one of cases) {
    const { owner, namesake, email, provider, connecting, viewerHasProvider } = one;
    const facts = [connecting, owner, String(viewerHasProvider), provider, email, namesake];
    const line = rules.findIndex((rule) =>
      facts.every((fact, at) => rule[at] === '*' || rule[at] === fact),
    );
    used.add(line);
    const decision = decideLinking({
      identity: { ...someone, ...emails[email], provider },
      known: { owner: owners[owner], namesake: namesakes[namesake], viewerHasProvider },
      connecting: viewers[connecting],
    });
    expect({ ...one, decision }).toEqual({ ...one, decision: rules[line]?.[6] });
  }
  expect(used).toEqual(new Set(rules.keys()));
});

test('an address that is not verified by the provider decides nothing, whoever has it here', () => {
  const blind = cases.filter(({ email }) => email !== 'verified');
  const answers = blind.map(({ owner, namesake, email, provider, connecting, ...rest }) =>
    decideLinking({
      identity: { ...someone, ...emails[email], provider },
      known: { owner: owners[owner], namesake: namesakes[namesake], ...rest },
      connecting: viewers[connecting],
    }),
  );
  const chosen = answers.filter(({ answer }) => answer === 'create' || answer === 'take-over');
  expect(chosen).toEqual([]);
  expect(answers.filter((one) => one.answer === 'link' && one.to === 'namesake')).toEqual([]);
});

test('trusts an address that its provider has verified and that mail can reach, in its own form', () => {
  expect(trustedAddress(someone)).toEqual(address);
  expect(trustedAddress({ ...someone, isEmailVerified: false })).toBeNull();
  expect(trustedAddress({ ...someone, email: null })).toBeNull();
  expect(trustedAddress({ ...someone, email: 'ada@x.test,eve@y.test' })).toBeNull();
});

function refused(code: Extract<LinkingDecision, { answer: 'refuse' }>['code']): LinkingDecision {
  return { answer: 'refuse', code };
}
