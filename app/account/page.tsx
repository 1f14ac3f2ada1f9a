import type { Metadata } from 'next';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { AccountPage } from '#ui/account-page.tsx';
import { Badge, RoleBadge } from '#ui/badge.tsx';
import { BreachedPasswordBanner } from '#ui/breached-password.tsx';
import { Facts } from '#ui/facts.tsx';
import { Moment } from '#ui/moment.tsx';
import { LanguageCard } from './language-card.tsx';
import { LettersComeBack } from './letters-come-back.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).account.overview.title };
}

export default memberPage('/account', async ({ user, session, claims }) => {
  const language = await pageLanguage();
  const { account, passwords } = await pageMessages();
  const t = account.overview;
  return (
    <AccountPage
      path="/account"
      title={t.title}
      lead={t.lead}
      words={account.pages}
      aside={
        <a className="button button-quiet" href="/sign-out">
          {t.signOut}
        </a>
      }
    >
      {claims.notices?.includes('password_breached') ? (
        <BreachedPasswordBanner words={passwords.breached} path="/account/security" />
      ) : null}
      <LettersComeBack claims={claims} />
      <Facts
        id="profile"
        title={t.profile}
        facts={[
          {
            name: t.name,
            value: user.name ?? <span className="text-ink-soft">{t.nameMissing}</span>,
          },
          {
            name: t.email,
            value: (
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {user.email}
                {user.emailVerified ? (
                  <Badge tone="accent">{t.confirmed}</Badge>
                ) : (
                  <Badge tone="danger">{t.notConfirmed}</Badge>
                )}
              </span>
            ),
          },
          { name: t.role, value: <RoleBadge of={user.role} names={account.roles} /> },
        ]}
      />
      <Facts
        id="session"
        title={t.session}
        lead={t.sessionLead}
        facts={[
          { name: t.signedIn, value: <Moment at={session.createdAt} language={language} /> },
          { name: t.lastSeen, value: <Moment at={session.lastSeenAt} language={language} /> },
          {
            name: t.ends,
            value: <Moment at={session.expiresAt} language={language} />,
            note: t.endsNote,
          },
        ]}
      />
      <LanguageCard />
    </AccountPage>
  );
});
