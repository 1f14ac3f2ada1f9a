'use client';

import { useSession } from 'next-auth/react';
import { useWords } from './words-provider.tsx';

/**
 * The visitor's corner of the header. Until the session is known it is empty, in a header of
 * fixed height, so that nothing moves; without JavaScript it shows the way that suits everyone.
 */
export function HeaderSession() {
  const { data, status } = useSession();
  const words = useWords();
  if (status === 'loading') {
    return (
      <noscript>
        <a className={plain} href="/account">
          {words.account}
        </a>
      </noscript>
    );
  }
  if (!data?.user) {
    return (
      <>
        <a className={plain} href="/sign-in">
          {words.signIn}
        </a>
        <a className="button button-quiet max-sm:hidden" href="/register">
          {words.createAccount}
        </a>
      </>
    );
  }
  const { name, email, role } = data.user;
  return (
    <>
      {role === 'user' ? null : (
        <a className={plain} href="/admin">
          {words.admin}
        </a>
      )}
      <a className={`${plain} min-w-0`} href="/account" title={email ?? undefined}>
        <span className="max-w-28 truncate sm:max-w-56">{name || email || words.account}</span>
      </a>
      <a className={`${plain} whitespace-nowrap`} href="/sign-out">
        {words.signOut}
      </a>
    </>
  );
}

const plain =
  'inline-flex min-h-11 items-center rounded-lg px-2 text-label font-medium text-ink-soft hover:text-ink sm:px-3';
