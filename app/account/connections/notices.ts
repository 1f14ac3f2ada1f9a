import type { Language } from '#core/language.ts';
import type { Notice } from '#ui/form-state.ts';
import { type Messages, messages } from '#ui/messages/messages.ts';
import { momentInWords } from '#ui/moment.tsx';

/** What `?notice=` may say above the cards: a fixed list, nothing is echoed. */
export function connectionsNotice(
  notice: unknown,
  { isConfirmed, isConnected }: { isConfirmed: boolean; isConnected: boolean },
  words: Messages['connections']['notices'],
): { kind: 'success'; title: string; text: string } | null {
  if (notice === 'connected' && isConnected) return { kind: 'success', ...words.connected };
  if (notice !== 'confirmed' || !isConfirmed) return null;
  return { kind: 'success', ...words.confirmed };
}

/** After a provider was disconnected. */
export function disconnectedNotice(name: string, language: Language): Notice {
  const words = messages[language].connections.notices;
  return { kind: 'success', code: 'disconnected', ...words.disconnected(name) };
}

/** After a valid token was found or made: its end, never the token. */
export function accessNotice(name: string, expiresAt: string | null, language: Language): Notice {
  const words = messages[language].connections.notices;
  const end =
    expiresAt === null ? words.untilTakenBack : words.until(momentInWords(expiresAt, language));
  return { kind: 'success', code: 'access_valid', ...words.access(name, end) };
}
