/** What a path under /api/auth asks for. */
export type AuthRoute = { action: string; provider: string | null };

const actions: Record<string, { methods: string[]; takesProvider: boolean }> = {
  csrf: { methods: ['GET'], takesProvider: false },
  providers: { methods: ['GET'], takesProvider: false },
  session: { methods: ['GET', 'POST'], takesProvider: false },
  signin: { methods: ['GET', 'POST'], takesProvider: true },
  callback: { methods: ['GET', 'POST'], takesProvider: true },
  signout: { methods: ['GET', 'POST'], takesProvider: false },
  error: { methods: ['GET'], takesProvider: false },
};

/** Reads a path under /api/auth; null for one that Auth.js does not have. */
export function authRouteOf(path: string): AuthRoute | null {
  const [action = '', provider, ...rest] = path.slice('/api/auth/'.length).split('/');
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!known || rest.length > 0) return null;
  if (provider !== undefined && !known.takesProvider) return null;
  if (provider === undefined && action === 'callback') return null;
  return { action, provider: provider ?? null };
}

/**
 * The methods that a route takes. Credentials, and the start with a provider, are posted only;
 * signing in without a provider is the page's work.
 */
export function authMethodsOf({ action, provider }: AuthRoute): string[] {
  if (action === 'callback' && provider === 'credentials') return ['POST'];
  if (action === 'signin') return [provider === null ? 'GET' : 'POST'];
  return actions[action]?.methods ?? [];
}
