/**
 * Tells every session provider, in this tab and the others, that the session has changed: the
 * message that next-auth/react sends itself, on its channel, from a channel of our own, so that
 * this tab hears it too. For Server Actions, of whose work the provider knows nothing.
 */
export function announceSessionChange(): void {
  if (!('BroadcastChannel' in window)) return;
  // By way of `window`: the bundler takes the bare name for one that the edge lacks.
  const channel = new window.BroadcastChannel('next-auth');
  channel.postMessage({ event: 'session', data: { trigger: 'getSession' } });
  channel.close();
}
