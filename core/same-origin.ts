/**
 * Decides whether a write comes from the site itself or from a client that is not a browser: an
 * `Origin` must be the site's, `Sec-Fetch-Site` must be `same-origin` or `none`; with neither
 * header it is not a browser (the cookie's SameSite=Lax holds besides).
 */
export function isOwnWrite(headers: Headers, siteOrigin: string): boolean {
  const origin = headers.get('origin');
  if (origin !== null && origin !== siteOrigin) return false;
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

/** Stricter, for forms: browsers always name the origin of a form post. */
export function isOwnFormPost(headers: Headers, siteOrigin: string): boolean {
  return headers.get('origin') === siteOrigin && isOwnWrite(headers, siteOrigin);
}
