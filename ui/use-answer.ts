import { useRouter } from 'next/navigation';
import { type RefObject, useActionState, useEffect } from 'react';
import type { FormAction, FormState } from './form-state.ts';
import { announceSessionChange } from './session-news.ts';

export type Answering = {
  state: FormState | null;
  submit: (data: FormData) => void;
  /** True while the answer is awaited, and while the way on is being gone. */
  isBusy: boolean;
};

/**
 * Runs a Server Action for the forms within `root` and keeps its newest answer. Each answer goes on
 * to where it says, or takes the focus: to the first refused field, else to its notice.
 */
export function useAnswer(action: FormAction, root: RefObject<HTMLElement | null>): Answering {
  const [state, submit, isPending] = useActionState(action, null);
  const router = useRouter();
  const attempt = state?.attempt;
  const to = state?.to ?? null;

  useEffect(() => {
    if (!attempt) return;
    if (to) {
      if (!to.startsWith('/')) {
        leaveFor(to);
        return;
      }
      announceSessionChange();
      // In the form's place: going back must not find what was shown or typed before.
      router.replace(to);
      return;
    }
    const find = (selector: string) => root.current?.querySelector<HTMLElement>(selector);
    (find('[aria-invalid="true"]') ?? find('[data-notice]'))?.focus();
  }, [attempt, to, router, root]);

  return { state, submit, isBusy: isPending || to !== null };
}

/** Goes to another site. Who comes back finds a page that waits for no answer any more. */
function leaveFor(address: string): void {
  const whenBack = (event: PageTransitionEvent) => {
    if (event.persisted) window.location.reload();
  };
  window.addEventListener('pageshow', whenBack, { once: true });
  window.location.assign(address);
}
