/**
 * Decides where a visitor may be sent after signing in: a path of this origin and nothing else
 * (no scheme, no `//`, no backslash, no control characters, not back into the sign-in pages).
 */
export function safeReturnTo(value: unknown, origin: string, fallback = '/account'): string {
  if (typeof value !== 'string' || value.length > 2048) return fallback;
  if (!/^\/(?![/\\])[^\\\p{Cc}\p{Cs}]*$/u.test(value)) return fallback;
  let target: URL;
  try {
    target = new URL(value, origin);
  } catch {
    return fallback;
  }
  if (target.origin !== origin || target.pathname.startsWith('//')) return fallback;
  if (/^\/(sign-in|sign-out|reauthenticate|register|auth|api)(\/|$)/.test(target.pathname))
    return fallback;
  return target.pathname + target.search + target.hash;
}

/**
 * The same decision for Auth.js's `callbackUrl`, which may also be an absolute URL of this
 * origin: answers an absolute URL of this origin, always.
 */
export function safeCallbackUrl(value: unknown, origin: string, fallback = '/account'): string {
  const own = typeof value === 'string' && (value === origin || value.startsWith(`${origin}/`));
  const path = own ? value.slice(origin.length) || '/' : value;
  return origin + safeReturnTo(path, origin, fallback);
}

/** The way to sign in and back: the path and query that was asked for. */
export function signInPath(pathAndQuery: string): string {
  return `/sign-in?returnTo=${encodeURIComponent(pathAndQuery)}`;
}

/** The way to confirm who one is and back. */
export function reauthenticatePath(pathAndQuery: string): string {
  return `/reauthenticate?returnTo=${encodeURIComponent(pathAndQuery)}`;
}

/** The page that asks for a change of a breached password, and leads on to where one wanted to be. */
export function breachedPasswordPath(pathAndQuery: string): string {
  const query = new URLSearchParams({ notice: 'password-breached', returnTo: pathAndQuery });
  return `/account/security?${query}`;
}
