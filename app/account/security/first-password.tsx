import { pageMessages } from '#app/_kit/language.ts';
import { NewPasswordField } from '#app/_kit/new-password-field.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { Card } from '#ui/card.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { PasswordOwner } from '#ui/password-owner.tsx';
import { setPassword } from './actions.ts';

/**
 * In the place of the change of a password, for an account that has only providers. The answer to
 * the form is rendered with a page on which there is a password already: it is hidden then, and
 * there all the same, so that its way on is gone without JavaScript too.
 */
export async function FirstPassword({
  email,
  hasPassword,
}: {
  email: string;
  hasPassword: boolean;
}) {
  if (hasPassword && (await isVisit())) return null;
  const t = (await pageMessages()).recovery.first;
  return (
    <div hidden={hasPassword}>
      <Card id="first-password" title={t.title} lead={t.lead}>
        <div className="max-w-lg px-5 py-6 sm:px-6">
          <Form id="set-password" action={setPassword}>
            <PasswordOwner email={email} />
            <NewPasswordField name="newPassword" />
            <Submit busy={t.submitting}>{t.submit}</Submit>
          </Form>
        </div>
      </Card>
    </div>
  );
}
