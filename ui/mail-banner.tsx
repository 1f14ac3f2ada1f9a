import type { SuppressionReason } from '#core/mail-ports.ts';
import { ButtonForm } from './form-group.tsx';
import type { Messages } from './messages/messages.ts';
import { Notice } from './notice.tsx';

/** Says that an address gets no letters and why, with the two ways out of it. */
export function MailBanner({
  email,
  reason,
  words,
}: {
  email: string;
  reason: SuppressionReason;
  words: Messages['mail']['banner'];
}) {
  const title = words[reason].title(email);
  return (
    <section aria-label={title} className="-mb-6">
      <Notice kind="error" title={title} text={words[reason].text}>
        <div className="mt-3.5 flex flex-wrap items-center gap-x-4 gap-y-2">
          <ButtonForm
            name="letters"
            value="resume"
            busy={words.resuming}
            about={words.about(email)}
          >
            {words.resume}
          </ButtonForm>
          <a className="link inline-block py-2.5" href="/account/security">
            {words.change}
          </a>
        </div>
      </Notice>
    </section>
  );
}
