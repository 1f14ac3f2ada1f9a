import { existsSync, readFileSync } from 'node:fs';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from 'next/constants.js';
import { type Language, languages } from './core/language.ts';
import { securityHeaders, staticPolicy } from './core/security-headers.ts';
import { cookieName } from './core/session-cookie.ts';
import { siteOrigin } from './core/site-settings.ts';
import {
  acceptPattern,
  pathInLanguage,
  type StaticPage,
  staticPages,
} from './core/static-pages.ts';
import { parseEnvironment } from './server/env.ts';

/** Hashes of the static pages' inline scripts, written by the build. */
const hashesFile = '.next-csp/hashes.json';

/** The framework's configuration; refuses to serve in production with a wrong environment. */
export default function configure(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_SERVER || process.env.VERCEL_ENV === 'production') {
    parseEnvironment(process.env);
  }
  const hashes: string[] = existsSync(hashesFile)
    ? JSON.parse(readFileSync(hashesFile, 'utf8'))
    : [];
  const isHttps = siteOrigin(process.env)?.startsWith('https:') ?? true;
  const headers = {
    ...securityHeaders(isHttps),
    'Content-Security-Policy': staticPolicy(hashes, phase === PHASE_DEVELOPMENT_SERVER),
  };
  return {
    poweredByHeader: false,
    // `npm run check` holds the types, tests included; a build need not do it again.
    typescript: { ignoreBuildErrors: true },
    experimental: { authInterrupts: true, globalNotFound: true },
    // The id stands in the inline scripts: a random one would change their hashes with every build.
    generateBuildId: () => process.env.GATEHOUSE_BUILD_ID ?? null,
    images: { unoptimized: true },
    // The launcher plays the scheduler every few seconds: not a visit that a developer looks for.
    logging: { incomingRequests: { ignore: [/^\/api\/cron\//] } },
    turbopack: {
      // A lock file in a folder above must not make that folder the root.
      root: process.cwd(),
      resolveAlias: { '@react-email/render': './emails/no-renderer.ts' },
    },
    rewrites: async () => ({ beforeFiles: staticPages.flatMap(inTheirLanguage) }),
    headers: async () => [
      {
        source: '/:path*',
        headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
      },
      // What a bare path answers hangs on who asks, and the framework writes its own `Vary`: a cache
      // asks again each time, by an entity tag that differs between the languages.
      ...staticPages.map((source) => ({
        source,
        headers: [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }],
      })),
    ],
  };
}

type Rewrite = {
  source: string;
  destination: string;
  has?: { type: 'cookie' | 'header'; key: string; value: string }[];
};

/**
 * Leads the bare path of a static page to the one in the visitor's language, as `languageOf` would:
 * by the cookie, else by what the browser likes best, else to the first. No function runs for it.
 */
function inTheirLanguage(page: StaticPage): Rewrite[] {
  const to = (language: Language) => ({
    source: page,
    destination: pathInLanguage(page, language),
  });
  const [first, ...others] = languages;
  const byCookie = languages.flatMap((value) =>
    [true, false].map((isHttps) => ({
      ...to(value),
      has: [{ type: 'cookie' as const, key: cookieName('language', isHttps), value }],
    })),
  );
  const byBrowser = others.map((language) => ({
    ...to(language),
    has: [{ type: 'header' as const, key: 'accept-language', value: acceptPattern(language) }],
  }));
  return [...byCookie, ...byBrowser, to(first)];
}
