import type { FieldError } from '#core/outcome.ts';
import { inFormOrder, labelOf } from './field-labels.ts';
import type { FormState } from './form-state.ts';

/** Links to the refused fields, and the way on that belongs to the refusal. */
export function Summary({
  id,
  state,
  link,
}: {
  id: string;
  state: FormState | null;
  link: { href: string; label: string } | undefined;
}) {
  return (
    <>
      {state?.errors.length ? (
        <ul className="mt-1.5">
          {inFormOrder(state.errors).map((error) => (
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
function FieldLink({ id, error }: { id: string; error: FieldError }) {
  const label = labelOf(error.field);
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
        Continue
      </a>
    </p>
  );
}
