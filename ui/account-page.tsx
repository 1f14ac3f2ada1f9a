import type { ReactNode } from 'react';
import type { Messages } from './messages/messages.ts';
import { Page } from './page.tsx';
import { PageHeading } from './page-heading.tsx';

const pages = [
  { path: '/account', name: 'account' },
  { path: '/account/security', name: 'security' },
  { path: '/account/sessions', name: 'sessions' },
  { path: '/account/connections', name: 'connections' },
] as const;

/** A page of the visitor's own account: the ways between these pages, then its heading. */
export function AccountPage({
  path,
  title,
  lead,
  aside,
  words,
  children,
}: {
  path: (typeof pages)[number]['path'];
  title: string;
  lead: string;
  /** What stands beside the heading. */
  aside?: ReactNode;
  /** The names of these pages. */
  words: Messages['account']['pages'];
  children: ReactNode;
}) {
  return (
    <Page>
      <nav aria-label={words.label} className="-mt-4 border-b border-line sm:-mt-8">
        <ul className="-mb-px flex flex-wrap sm:gap-x-2">
          {pages.map((page) => (
            <li key={page.path}>
              <a
                href={page.path}
                aria-current={page.path === path ? 'page' : undefined}
                className="inline-flex min-h-12 items-center rounded-t-lg border-b-2 border-transparent px-2 text-label font-medium text-ink-soft hover:border-line-strong hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink max-[22.5rem]:px-1.5 max-[22.5rem]:text-caption sm:px-3"
              >
                {words[page.name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <PageHeading title={title} lead={lead}>
        {aside}
      </PageHeading>
      {children}
    </Page>
  );
}
