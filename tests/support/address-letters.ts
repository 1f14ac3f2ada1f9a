import type { InboxLetter } from './cloud-control.ts';
import { cloud } from './site.ts';

/** The pages that letters about addresses lead to. */
export type LinkPath = 'confirm-address' | 'undo-change' | 'not-me';

/** Waits up to ten seconds for the newest letter with a link to a page; the token in it. */
export async function linkTokenOf(email: string, path: LinkPath, about = ''): Promise<string> {
  const token = ({ text }: InboxLetter) => new RegExp(`/${path}\\?token=([\\w-]+)`).exec(text)?.[1];
  const letter = await letterThat(
    email,
    (one) => Boolean(token(one)) && one.subject.includes(about),
  );
  return token(letter) ?? '';
}

/** Waits up to ten seconds for the newest letter to an address whose subject has a text. */
export function letterAbout(email: string, about: string): Promise<InboxLetter> {
  return letterThat(email, ({ subject }) => subject.includes(about));
}

async function letterThat(
  email: string,
  isMeant: (letter: InboxLetter) => boolean,
): Promise<InboxLetter> {
  for (let tries = 0; tries < 100; tries += 1) {
    const letter = (await cloud.inbox(email)).find(isMeant);
    if (letter) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no such letter came to ${email}`);
}

/** The templates of the letters to an address, oldest first, but for that of the registration. */
export async function templatesTo(email: string): Promise<unknown[]> {
  const rows = await cloud.sql(
    `select template from outbox where recipient_normalised = $1 and template <> 'verify-email'
     order by created_at, template`,
    [email.toLowerCase()],
  );
  return rows.map(({ template }) => template);
}
