import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// `npm test` says where the site is; by hand, a running `npm run preview` is found by its note.
const running = '.local/cloud.json';
const note = existsSync(running) ? JSON.parse(readFileSync(running, 'utf8')) : null;
const baseURL = process.env.TEST_SITE_URL ?? note?.app;
if (!baseURL) throw new Error('No site to test: start npm run preview first, or run npm test.');
process.env.TEST_SITE_URL = baseURL;
process.env.TEST_CLOUD_URL ??= note?.cloud;

const executablePath = process.env.CHROME_PATH;
// Chromium's sandbox refuses root; the others keep it from talking to anyone but the site.
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The journeys in a browser, each with JavaScript and without it. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'with-javascript' },
    {
      name: 'without-javascript',
      testIgnore: '**/with-javascript/**',
      use: { javaScriptEnabled: false },
    },
  ],
});
