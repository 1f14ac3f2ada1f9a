import { actionTable } from '#core/access.ts';
import { returnPath } from '../visit.ts';

/**
 * Where a visitor goes on who has confirmed who they are. A page whose own buttons asked for it is
 * told so, to say that the button is to be pressed again: a link must never do what a button does.
 */
export function confirmedPath(returnTo: string | undefined): string {
  const target = new URL(returnPath(returnTo), 'http://localhost');
  const isAskedByButton = actionTable.some(
    (action) => action.page === target.pathname && 'isFresh' in action,
  );
  if (isAskedByButton) target.searchParams.set('notice', 'confirmed');
  return target.pathname + target.search + target.hash;
}
