/** The session cookie: its name, its attributes, and how it is read from a request. */

/** The name of a cookie of ours: `__Host-` binds it to one host over https. */
export function cookieName(name: string, isHttps: boolean): string {
  return `${isHttps ? '__Host-' : ''}gatehouse.${name}`;
}

/** The session cookie's name. */
export function sessionCookieName(isHttps: boolean): string {
  return cookieName('session', isHttps);
}

/** Attributes of every cookie of ours. */
export function cookieAttributes(isHttps: boolean) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps } as const;
}

/** The Set-Cookie line of one that lives for so many seconds; with none it is taken away. */
export function setCookieLine(
  name: string,
  value: string,
  maxAgeSeconds: number,
  isHttps: boolean,
): string {
  return `${cookieName(name, isHttps)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}

/**
 * Reads a cookie by its exact name. When a name comes twice the first wins (RFC 6265, 5.4: the
 * most specific path comes first), in middleware, pages and endpoints alike.
 */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && bare(pair.slice(0, at)) === name) return bare(pair.slice(at + 1));
  }
  return null;
}

/**
 * The cookie header with one session cookie at most: duplicates and neighbours whose names merely
 * begin alike are dropped, since Auth.js takes each name with that beginning for a part of it.
 */
export function withOneSessionCookie(
  header: string | null,
  name: string,
  value: string | null = readCookie(header, name),
): string {
  const others = (header ?? '')
    .split(';')
    .map(bare)
    .filter((pair) => pair !== '' && !pair.startsWith(name));
  return [...others, ...(value ? [`${name}=${value}`] : [])].join('; ');
}

/**
 * Without the blanks and tabs around it, and no others: `trim` would take a non-breaking space off
 * too, and a cookie that a sibling host set under such a name would pass for the `__Host-` one.
 */
function bare(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** The Set-Cookie line of a session: kept until its absolute end, or until the browser closes. */
export function sessionSetCookie(
  value: string,
  claims: { exp: number; rem: boolean },
  isHttps: boolean,
): string {
  const expiry = claims.rem ? `; Expires=${new Date(claims.exp * 1000).toUTCString()}` : '';
  return `${sessionCookieName(isHttps)}=${value}; Path=/${expiry}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}

/** The Set-Cookie line that clears the session cookie. */
export function clearedSessionCookie(isHttps: boolean): string {
  return setCookieLine('session', '', 0, isHttps);
}
