import type { Metadata } from 'next';
import { describeAuthError } from '#core/auth-errors.ts';
import { DeadEnd } from '#ui/dead-end.tsx';
import type { Query } from '../../visit.ts';

export const metadata: Metadata = { title: 'Sign-in did not work', robots: { index: false } };

export default async function AuthErrorPage({ searchParams }: { searchParams: Query }) {
  const { title, text } = describeAuthError((await searchParams).error);

  return (
    <DeadEnd
      gate="shut"
      code="Sign-in"
      title={title}
      ways={
        <>
          <a className="button button-primary" href="/sign-in">
            Back to sign-in
          </a>
          <a className="button button-quiet" href="/">
            Back to the start
          </a>
        </>
      }
    >
      <p>{text}</p>
    </DeadEnd>
  );
}
