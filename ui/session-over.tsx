import { Gateway } from './gateway.tsx';
import { SessionChanged } from './session-changed.tsx';

/**
 * Stands in the place of a page whose session ended with the form that it answers: tells the other
 * tabs, and goes on by itself, with JavaScript and without.
 */
export function SessionOver({ to }: { to: string }) {
  return (
    <Gateway title="Sign in to go on" lead="This session has ended.">
      <SessionChanged />
      <meta httpEquiv="refresh" content={`0;url=${to}`} />
      <a className="button button-primary w-full" href={to}>
        Go on
      </a>
    </Gateway>
  );
}
