import type { Notice } from '#ui/form-state.ts';
import { momentInWords } from '#ui/moment.tsx';

/** What `?notice=` may say above the cards: a fixed list, nothing is echoed. */
export function connectionsNotice(
  notice: unknown,
  { isConfirmed, isConnected }: { isConfirmed: boolean; isConnected: boolean },
): { kind: 'success'; title: string; text: string } | null {
  if (notice === 'connected' && isConnected) {
    return {
      kind: 'success',
      title: 'Connected',
      text: 'You can sign in with this service from now on.',
    };
  }
  if (notice !== 'confirmed' || !isConfirmed) return null;
  return {
    kind: 'success',
    title: 'Thank you, it is you',
    text: 'Nothing has been changed yet. You can do it now.',
  };
}

/** After a provider was disconnected. */
export function disconnectedNotice(name: string): Notice {
  return {
    kind: 'success',
    code: 'disconnected',
    title: `${name} is disconnected`,
    text: `It is no longer a way into your account. ${name} is asked to take back the access that it gave us.`,
  };
}

/** After a valid token was found or made: its end, never the token. */
export function accessNotice(name: string, expiresAt: string | null): Notice {
  const end = expiresAt === null ? 'until it is taken back there' : momentOfEnd(expiresAt);
  return {
    kind: 'success',
    code: 'access_valid',
    title: `${name} grants access`,
    text: `A valid token is at hand, good ${end}. It stays on the server.`,
  };
}

const momentOfEnd = (at: string) => `until ${momentInWords(at)}`;
