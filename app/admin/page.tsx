import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { roleIncludes } from '#core/roles.ts';
import { RoleBadge } from '#ui/badge.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Facts } from '#ui/facts.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeading } from '#ui/page-heading.tsx';
import { Table } from '#ui/table.tsx';

export const metadata: Metadata = { title: 'Administration' };

export default memberPage('/admin', ({ user }) => {
  const mayChange = roleIncludes(user.role, 'admin');

  return (
    <Page>
      <PageHeading
        title="Administration"
        lead={
          mayChange
            ? 'You may look after every account of this site.'
            : 'You may look into every account of this site, and change none.'
        }
      />
      <Facts
        id="you"
        title="You"
        facts={[
          { name: 'Signed in as', value: user.email, note: user.name },
          { name: 'Role', value: <RoleBadge of={user.role} /> },
        ]}
      />
      <section aria-labelledby="rights" className="card overflow-hidden">
        <h2 id="rights" className="border-b border-line px-5 py-4 font-semibold sm:px-6">
          What each role may do
        </h2>
        <Table
          caption="Rights by role"
          columns={['Role', 'Own account', 'See others', 'Change others']}
          rows={[
            { key: 'user', cells: [<RoleBadge key="r" of="user" />, 'Yes', 'No', 'No'] },
            { key: 'support', cells: [<RoleBadge key="r" of="support" />, 'Yes', 'Yes', 'No'] },
            { key: 'admin', cells: [<RoleBadge key="r" of="admin" />, 'Yes', 'Yes', 'Yes'] },
          ]}
        />
      </section>
      <MailLink />
      <section aria-labelledby="users" className="card overflow-hidden">
        <h2 id="users" className="border-b border-line px-5 py-4 font-semibold sm:px-6">
          Users
        </h2>
        <EmptyState title="No list of users yet">
          This site does not list its users yet. They will be found here by address or name, with
          their role and state.
        </EmptyState>
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
