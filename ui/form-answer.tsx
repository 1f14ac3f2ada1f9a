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
          {state.errors.map((error) => (
            <li key={error.field + error.code}>
              <a
                className="link inline-block py-1 pointer-coarse:py-3"
                href={`#${id}-${error.field}`}
              >
                {error.message}
              </a>
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
