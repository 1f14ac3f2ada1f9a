import { pageMessages } from '#app/_kit/language.ts';
import { Card } from '#ui/card.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { changeAddress } from './actions.ts';

/** The account's address, and the form that asks for another one. */
export async function AddressCard({ email }: { email: string }) {
  const t = (await pageMessages()).address.change;
  return (
    <Card id="address" title={t.title} lead={t.lead(email)}>
      <div className="max-w-lg px-5 py-6 sm:px-6">
        <Form id="change-address" action={changeAddress}>
          <Field
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            hint={t.hint}
          />
          <Submit busy={t.submitting}>{t.submit}</Submit>
        </Form>
      </div>
    </Card>
  );
}
