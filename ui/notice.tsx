import type { ReactNode } from 'react';

/**
 * A message about what happened, with a title and perhaps more below. It is no live region by
 * itself: where it appears later, a `role="alert"` or `role="status"` waits around it. One that
 * answers a form takes the focus as the server's HTML arrives, so that it is found and heard
 * without JavaScript too.
 */
export function Notice({
  kind,
  title,
  text,
  isFocused = false,
  children,
}: {
  kind: 'error' | 'success' | 'info';
  title: string;
  text?: string;
  isFocused?: boolean;
  children?: ReactNode;
}) {
  return (
    <div
      data-notice={kind}
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the answer to what was just sent is where one reads on.
      autoFocus={isFocused}
      className={`mb-6 flex gap-3 rounded-xl border px-4 py-3.5 text-label ${tones[kind]}`}
    >
      <svg viewBox="0 0 20 20" className="mt-px size-5 flex-none" fill="none" aria-hidden="true">
        <circle cx="10" cy="10" r="7.25" stroke="currentColor" strokeWidth="1.5" />
        <path d={signs[kind]} stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <div className="min-w-0 text-ink">
        <p className="font-semibold">{title}</p>
        {text ? <p className="mt-0.5 text-ink-soft">{text}</p> : null}
        {children}
      </div>
    </div>
  );
}

const tones = {
  error: 'border-danger-line bg-danger-soft text-danger',
  success: 'border-good-line bg-accent-soft text-accent',
  info: 'border-line bg-sunken text-ink-soft',
};

const signs = {
  error: 'M10 6.5v4.25M10 13.4v.1',
  success: 'm7 10.2 2.1 2.1L13.2 8',
  info: 'M10 9.25v4.25M10 6.5v.1',
};
