import { Gateway } from './gateway.tsx';
import type { Messages } from './messages/messages.ts';
import { SessionChanged } from './session-changed.tsx';

/**
 * Stands in the place of a page whose session ended with the form that it answers: tells the other
 * tabs, and goes on by itself, with JavaScript and without.
 */
export function SessionOver({
  to,
  words,
}: {
  to: string;
  words: Messages['signingIn']['sessionOver'];
}) {
  return (
    <Gateway title={words.title} lead={words.lead}>
      <SessionChanged />
      <meta httpEquiv="refresh" content={`0;url=${to}`} />
      <a className="button button-primary w-full" href={to}>
        {words.goOn}
      </a>
    </Gateway>
  );
}
