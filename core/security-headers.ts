/** The security headers of every answer, and the two content security policies. */

/** Headers of all answers; HSTS (two years) only over https. */
export function securityHeaders(isHttps: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    // `no-referrer` would make form posts without JavaScript send `Origin: null`.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'X-Frame-Options': 'DENY',
    ...(isHttps ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** The policy of a page made for one visitor: only scripts that carry this answer's nonce. */
export function noncePolicy(nonce: string, isDevelopment: boolean): string {
  return policy(`'nonce-${nonce}' 'strict-dynamic'`, isDevelopment);
}

/** The policy of static pages: the framework's files and the inline scripts of the build. */
export function staticPolicy(hashes: readonly string[], isDevelopment: boolean): string {
  const listed = hashes.map((hash) => ` '${hash}'`).join('');
  return policy(isDevelopment ? "'self' 'unsafe-inline'" : `'self'${listed}`, isDevelopment);
}

/** The policy of answers that are not documents. */
export const endpointPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

function policy(scripts: string, isDevelopment: boolean): string {
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  const styles = isDevelopment ? " 'unsafe-inline'" : '';
  return [
    "default-src 'none'",
    `script-src ${scripts}${evaluation}`,
    `style-src 'self'${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
