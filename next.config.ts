import { existsSync, readFileSync } from 'node:fs';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from 'next/constants.js';
import { securityHeaders, staticPolicy } from './core/security-headers.ts';
import { siteOrigin } from './core/site-settings.ts';
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
    experimental: { authInterrupts: true },
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
    headers: async () => [
      {
        source: '/:path*',
        headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
      },
    ],
  };
}
