import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { AccountPage } from '#ui/account-page.tsx';
import { Badge, RoleBadge } from '#ui/badge.tsx';
import { BreachedPasswordBanner } from '#ui/breached-password.tsx';
import { Facts } from '#ui/facts.tsx';
import { Moment } from '#ui/moment.tsx';
import { LettersComeBack } from './letters-come-back.tsx';

export const metadata: Metadata = { title: 'Your account' };

export default memberPage('/account', async ({ user, session, claims }) => {
  const { passwords } = await pageMessages();
  return (
    <AccountPage
      path="/account"
      title="Your account"
      lead="What we know about you, and this session."
      aside={
        <a className="button button-quiet" href="/sign-out">
          Sign out
        </a>
      }
    >
      {claims.notices?.includes('password_breached') ? (
        <BreachedPasswordBanner words={passwords.breached} path="/account/security" />
      ) : null}
      <LettersComeBack userId={user.id} />
      <Facts
        id="profile"
        title="Profile"
        facts={[
          { name: 'Name', value: user.name ?? <span className="text-ink-soft">Not given</span> },
          {
            name: 'E-mail address',
            value: (
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {user.email}
                {user.emailVerified ? (
                  <Badge tone="accent">Confirmed</Badge>
                ) : (
                  <Badge tone="danger">Not confirmed</Badge>
                )}
              </span>
            ),
          },
          { name: 'Role', value: <RoleBadge of={user.role} /> },
        ]}
      />
      <Facts
        id="session"
        title="This session"
        lead="On this device and in this browser."
        facts={[
          { name: 'Signed in', value: <Moment at={session.createdAt} /> },
          { name: 'Last seen', value: <Moment at={session.lastSeenAt} /> },
          {
            name: 'Ends',
            value: <Moment at={session.expiresAt} />,
            note: 'After this you sign in again. Signing out ends it at once.',
          },
        ]}
      />
    </AccountPage>
  );
});
