import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import { PageHeading } from './page-heading.tsx';

const pages = [
  { path: '/account', name: 'Account' },
  { path: '/account/security', name: 'Security' },
  { path: '/account/sessions', name: 'Sessions' },
  { path: '/account/connections', name: 'Connections' },
] as const;

/** A page of the visitor's own account: the ways between these pages, then its heading. */
export function AccountPage({
  path,
  title,
  lead,
  aside,
  children,
}: {
  path: (typeof pages)[number]['path'];
  title: string;
  lead: string;
  /** What stands beside the heading. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page>
      <nav aria-label="Account pages" className="-mt-4 border-b border-line sm:-mt-8">
        <ul className="-mb-px flex flex-wrap sm:gap-x-2">
          {pages.map((page) => (
            <li key={page.path}>
              <a
                href={page.path}
                aria-current={page.path === path ? 'page' : undefined}
                className="inline-flex min-h-12 items-center rounded-t-lg border-b-2 border-transparent px-2 text-label font-medium text-ink-soft hover:border-line-strong hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink max-[22.5rem]:px-1.5 max-[22.5rem]:text-caption sm:px-3"
              >
                {page.name}
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
