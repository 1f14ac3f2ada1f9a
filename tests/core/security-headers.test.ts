import { expect, test } from 'vitest';
import {
  endpointPolicy,
  noncePolicy,
  securityHeaders,
  staticPolicy,
} from '#core/security-headers.ts';

test('asks for https for two years, over https alone', () => {
  expect(securityHeaders(true)['Strict-Transport-Security']).toBe(
    'max-age=63072000; includeSubDomains',
  );
  expect(securityHeaders(false)).not.toHaveProperty('Strict-Transport-Security');
});

test('names every header on all answers', () => {
  expect(Object.keys(securityHeaders(false)).sort()).toEqual([
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Resource-Policy',
    'Permissions-Policy',
    'Referrer-Policy',
    'X-Content-Type-Options',
    'X-Frame-Options',
  ]);
});

test('a page for one visitor runs only scripts with its nonce', () => {
  const policy = noncePolicy('abc', false);

  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

test('a static page runs the site’s files and the inline scripts of the build', () => {
  const policy = staticPolicy(['sha256-one', 'sha256-two'], false);

  expect(policy).toContain("script-src 'self' 'sha256-one' 'sha256-two';");
  expect(policy).not.toContain('unsafe');
});

test('only development may run code from strings', () => {
  expect(noncePolicy('abc', true)).toContain("'unsafe-eval'");
  expect(staticPolicy([], true)).toContain("'unsafe-eval'");
});

test('an answer that is no document may load nothing', () => {
  expect(endpointPolicy).toBe("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
});
