import type { WordedFieldError } from '#core/word-refusal.ts';
import { inFormOrder, labelOf } from './field-labels.ts';
import type { FormState } from './form-state.ts';
import { Notice } from './notice.tsx';
import { useWords } from './words-provider.tsx';

/** Where to go on, for the code of a notice. */
export type Links = Record<string, { href: string; label: string }>;

/**
 * What an action answered, above its form: two live regions that are there before their text. The
 * fields of the form are those whose ids begin with `id`.
 */
export function Answer({
  id,
  state,
  links = {},
}: {
  id: string;
  state: FormState | null;
  links?: Links;
}) {
  const { fields } = useWords();
  const notice = state?.notice;
  const hasErrors = Boolean(state?.errors.length);
  const message = notice ? (
    <Notice
      kind={notice.kind}
      // A refused field takes the focus itself, where the form shows it.
      isFocused={!state?.errors.some(({ field }) => labelOf(field, fields) !== null)}
      // Where fields were refused, their own sentences follow and say more than the text does.
      title={notice.code === 'invalid_input' ? notice.text : notice.title}
      {...(hasErrors ? {} : { text: notice.text })}
    >
      <Summary id={id} state={state} link={links[notice.code]} />
    </Notice>
  ) : null;
  return (
    <>
      <div role="alert">{notice?.kind === 'error' ? message : null}</div>
      <div role="status">{notice?.kind === 'error' ? null : message}</div>
    </>
  );
}

/** Links to the refused fields, and the way on that belongs to the refusal. */
function Summary({
  id,
  state,
  link,
}: {
  id: string;
  state: FormState | null;
  link: { href: string; label: string } | undefined;
}) {
  const { fields } = useWords();
  return (
    <>
      {state?.errors.length ? (
        <ul className="mt-1.5">
          {inFormOrder(state.errors, fields).map((error) => (
            <li key={error.field + error.code}>
              <FieldLink id={id} error={error} />
            </li>
          ))}
        </ul>
      ) : null}
      {link ? (
        <a className="link mt-1 inline-block py-1 pointer-coarse:py-3" href={link.href}>
          {link.label}
        </a>
      ) : null}
    </>
  );
}

/** What was refused of a field, leading to it; mere words for a field that nobody sees. */
function FieldLink({ id, error }: { id: string; error: WordedFieldError }) {
  const label = labelOf(error.field, useWords().fields);
  if (!label) return error.message;
  return (
    <a className="link inline-block py-1 pointer-coarse:py-3" href={`#${id}-${error.field}`}>
      {label}: {error.message}
    </a>
  );
}

/** Without JavaScript the browser itself goes on; the link is for when neither way works. */
export function WayOn({ to }: { to: string }) {
  return (
    <p className="late mt-4 text-center text-label">
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${to}`} />
      </noscript>
      <a className="link inline-block py-3" href={to}>
        {useWords().goOn}
      </a>
    </p>
  );
}
