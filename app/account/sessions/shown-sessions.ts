import { pageMessages } from '#app/_kit/language.ts';
import { whenSilent } from '#app/_kit/when-silent.ts';
import { listSessions } from '#core/list-sessions.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { readDevice } from '#server/device.ts';
import { ports } from '#server/ports.ts';
import type { Messages } from '#ui/messages/messages.ts';

/** The sessions of a viewer with their devices named; null while the registry is silent. */
export function shownSessions(claims: SessionClaims) {
  return whenSilent(null, async () => {
    const sessions = await listSessions(ports(), claims);
    const { devices } = (await pageMessages()).sessions;
    return sessions.map((session) => {
      const { parts, kind } = readDevice(session.userAgent);
      return { ...session, device: { name: nameOf(parts, devices), kind } };
    });
  });
}

/** "Firefox on Linux", in the words of a language. */
function nameOf([first, second]: string[], words: Messages['sessions']['devices']): string {
  if (first === undefined) return words.unknown;
  return second === undefined ? first : words.on(first, second);
}
