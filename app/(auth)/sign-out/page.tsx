import type { Metadata } from 'next';
import { currentViewer, isVisit } from '#app/_kit/viewer.ts';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { signOut } from './actions.ts';

export const metadata: Metadata = { title: 'Sign out' };

/** Asks before it signs out: a link alone, followed by anyone or anything, changes nothing. */
export default async function SignOutPage() {
  const viewer = await currentViewer('ordinary');

  if (!viewer && (await isVisit())) {
    return (
      <Gateway title="You are signed out" lead="There is no session on this device.">
        <a className="button button-primary w-full" href="/sign-in">
          Sign in
        </a>
      </Gateway>
    );
  }

  return (
    <Gateway
      title="Sign out?"
      lead={
        viewer ? (
          <>
            You are signed in as{' '}
            <strong className="font-medium text-ink wrap-anywhere">{viewer.user.email}</strong>.
          </>
        ) : null
      }
      below={
        <a className="link inline-block py-3" href="/account">
          Stay signed in
        </a>
      }
    >
      <Form id="sign-out" action={signOut}>
        <Submit busy="Signing out…">Sign out</Submit>
      </Form>
    </Gateway>
  );
}
