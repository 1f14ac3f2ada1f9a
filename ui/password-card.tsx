import { Badge } from './badge.tsx';
import type { Messages } from './messages/messages.ts';
import { WayIn } from './way-in.tsx';

/** The password among the ways into the account: set or not, and where it is kept. */
export function PasswordCard({
  isSet,
  words,
}: {
  isSet: boolean;
  words: Messages['connections']['password'];
}) {
  return (
    <WayIn
      id="password"
      mark={<KeyMark />}
      name={words.name}
      badge={isSet ? <Badge tone="accent">{words.set}</Badge> : <Badge>{words.notSet}</Badge>}
      buttons={
        <a className="button button-quiet" href="/account/security">
          {words.security}
        </a>
      }
    >
      <p>{isSet ? words.isSet : words.isNotSet}</p>
    </WayIn>
  );
}

function KeyMark() {
  return (
    <svg viewBox="0 0 24 24" className="size-6 text-ink-soft" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="8" cy="15.5" r="4.5" />
        <path d="M11.25 12.25 20 3.5M16 7.5l3 3" />
      </g>
    </svg>
  );
}
