import type { InboxLetter } from './cloud-control.ts';
import { cloud } from './site.ts';

/** Waits up to ten seconds until an address has more than `before` letters; the newest of them. */
export async function letterAfter(email: string, before: number): Promise<InboxLetter> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [letter, ...older] = await cloud.inbox(email);
    if (letter && older.length >= before) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${email} has no more than ${before} letters`);
}

/** Waits up to ten seconds until every letter to an address is sent or given up. */
export async function lettersSettled(email: string): Promise<void> {
  const query = `select 1 from outbox
    where recipient_normalised = $1 and sent_at is null and buried_at is null`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await cloud.sql(query, [email.toLowerCase()])).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`letters to ${email} are still on their way`);
}

/** Waits up to ten seconds for a letter that resets a password, newer than `before` others. */
export async function resetTokenOf(email: string, before = 0): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const letters = await cloud.inbox(email);
    const tokens = letters.flatMap(
      ({ text }) => /reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? [],
    );
    if (tokens[0] && tokens.length > before) return tokens[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no link to reset a password came to ${email}`);
}
