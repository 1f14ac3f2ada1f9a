import { pageMessages } from '#app/_kit/language.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { whenSilent } from '#app/_kit/when-silent.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { ports } from '#server/ports.ts';
import { FormGroup } from '#ui/form-group.tsx';
import { MailBanner } from '#ui/mail-banner.tsx';
import { resumeLetters } from './actions.ts';

/**
 * Tells the owner of an address that it gets no letters, and offers to try again. The page is whole
 * without it: what cannot be read is not told. Its answer outlives the banner that it takes away.
 */
export async function LettersComeBack({ claims }: { claims: SessionClaims }) {
  const isAnswer = !(await isVisit());
  // The session knows whether there may be something to tell: no other visit asks the database.
  const isTold = claims.notices?.includes('mail_suppressed') ?? false;
  if (!isTold && !isAnswer) return null;
  const suppression = await whenSilent(null, () => ports().suppressions.find(claims.sub));
  if (!suppression && !isAnswer) return null;
  const { mail } = await pageMessages();
  return (
    <FormGroup id="letters" action={resumeLetters}>
      {suppression ? <MailBanner {...suppression} words={mail.banner} /> : null}
    </FormGroup>
  );
}
