import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { currentViewer, isVisit } from '#app/_kit/viewer.ts';
import { Emphasised } from '#ui/emphasised.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { signOut } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).signingIn.signOut.pageTitle };
}

/** Asks before it signs out: a link alone, followed by anyone or anything, changes nothing. */
export default async function SignOutPage() {
  const viewer = await currentViewer('ordinary');
  const t = (await pageMessages()).signingIn.signOut;

  if (!viewer && (await isVisit())) {
    return (
      <Gateway title={t.outTitle} lead={t.outLead}>
        <a className="button button-primary w-full" href="/sign-in">
          {t.signIn}
        </a>
      </Gateway>
    );
  }

  return (
    <Gateway
      title={t.title}
      lead={viewer ? <Emphasised parts={t.signedInAs(viewer.user.email)} /> : null}
      below={
        <a className="link inline-block py-3" href="/account">
          {t.stay}
        </a>
      }
    >
      <Form id="sign-out" action={signOut}>
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>
    </Gateway>
  );
}
