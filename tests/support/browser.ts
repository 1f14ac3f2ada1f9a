import { test as base, expect } from '@playwright/test';
import { siteUrl } from './site.ts';

type Options = {
  /** Origins beside the site's that a test visits. */
  otherOrigins: string[];
  /** Whether a test makes the site answer 5xx, as honest endpoints do in an outage. */
  expectsFaults: boolean;
};

/**
 * A browser test whose visitor has a network address of their own, and whose pages keep quiet: no
 * error in the console, no refused script, nothing that failed to load, no answer of 5xx, no
 * request to anywhere but the site.
 */
export const test = base.extend<Options & { quiet: undefined }>({
  otherOrigins: [[], { option: true }],
  expectsFaults: [false, { option: true }],
  extraHTTPHeaders: async ({ baseURL: _ }, use) => {
    const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
    await use({ 'x-forwarded-for': `10.${a}.${b}.${c}` });
  },
  quiet: [
    async ({ context, otherOrigins, expectsFaults, javaScriptEnabled }, use) => {
      const noise: string[] = [];
      const origins = [siteUrl, ...otherOrigins];
      context.on('weberror', (error) => noise.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        // A document's own 4xx is written there too; its status is what the tests look at.
        const isStatus = message.text().startsWith('Failed to load resource: the server responded');
        // The inbox shows letters in a frame without scripts; Playwright tries its own there.
        const isOwn = message.text().startsWith('Blocked script execution in');
        // The stock client says so when the session endpoint answers 5xx.
        const isFault = expectsFaults && message.text().includes('errors.authjs.dev');
        if (message.type() === 'error' && !isStatus && !isOwn && !isFault)
          noise.push(message.text());
      });
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && !origins.includes(origin))
          noise.push(`request to ${origin}`);
      });
      context.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? '';
        // A page that is left gives up what it asked for; without JavaScript no script is taken.
        const isLeft = why === 'net::ERR_ABORTED';
        const isScript = !javaScriptEnabled && request.resourceType() === 'script';
        if (!isLeft && !isScript) noise.push(`${request.url()}: ${why}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 500 && !expectsFaults)
          noise.push(`${response.status()} from ${response.url()}`);
      });
      await use(undefined);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});
