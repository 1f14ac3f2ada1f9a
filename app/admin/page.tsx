import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { roleIncludes, roles } from '#core/roles.ts';
import { RoleBadge } from '#ui/badge.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Facts } from '#ui/facts.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeading } from '#ui/page-heading.tsx';
import { Table } from '#ui/table.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).admin.title };
}

export default memberPage('/admin', async ({ user }) => {
  const { account, admin: t } = await pageMessages();
  const mayChange = roleIncludes(user.role, 'admin');

  return (
    <Page>
      <PageHeading title={t.title} lead={mayChange ? t.mayChange : t.mayLook} />
      <Facts
        id="you"
        title={t.you}
        facts={[
          { name: t.signedInAs, value: user.email, note: user.name },
          { name: t.role, value: <RoleBadge of={user.role} names={account.roles} /> },
        ]}
      />
      <section aria-labelledby="rights" className="card overflow-hidden">
        <h2 id="rights" className="border-b border-line px-5 py-4 font-semibold sm:px-6">
          {t.rights}
        </h2>
        <Table
          caption={t.rightsCaption}
          columns={[t.role, t.ownAccount, t.seeOthers, t.changeOthers]}
          rows={roles.map((role) => ({
            key: role,
            cells: [
              <RoleBadge key="r" of={role} names={account.roles} />,
              t.yes,
              roleIncludes(role, 'support') ? t.yes : t.no,
              roleIncludes(role, 'admin') ? t.yes : t.no,
            ],
          }))}
        />
      </section>
      <MailLink />
      <section aria-labelledby="users" className="card overflow-hidden">
        <h2 id="users" className="border-b border-line px-5 py-4 font-semibold sm:px-6">
          {t.users}
        </h2>
        <EmptyState title={t.noListTitle}>{t.noListText}</EmptyState>
      </section>
    </Page>
  );
});

/** The way to the letters. */
async function MailLink() {
  const { mail } = await pageMessages();
  return (
    <section
      aria-labelledby="mail"
      className="card flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6"
    >
      <div>
        <h2 id="mail" className="font-semibold">
          {mail.linkTitle}
        </h2>
        <p className="text-label text-ink-soft">{mail.linkText}</p>
      </div>
      <a className="button button-quiet" href="/admin/mail">
        {mail.linkName}
      </a>
    </section>
  );
}
