import { expect, test } from 'vitest';
import { marks } from '#tests/support/guarded.ts';
import { copyOfBuild, ownSecret, startInVain, startOwnSite } from '#tests/support/own-site.ts';
import { Visitor } from '#tests/support/site.ts';

/** What a site needs, pointing nowhere: these starts end before anything is asked. */
const complete = {
  AUTH_URL: 'http://localhost:3000',
  DATABASE_URL: `postgresql://gatehouse:${ownSecret}@localhost/gatehouse`,
  UPSTASH_REDIS_REST_URL: 'http://localhost:9',
  UPSTASH_REDIS_REST_TOKEN: `token-${ownSecret}`,
  RESEND_API_KEY: `re_${ownSecret}`,
};

const wrong: [string, Record<string, string | undefined>][] = [
  ['AUTH_SECRET', { AUTH_SECRET: undefined }],
  ['AUTH_SECRET', { AUTH_SECRET: '' }],
  ['AUTH_SECRET', { AUTH_SECRET: 'a'.repeat(40) }],
  ['AUTH_URL', { AUTH_URL: 'gatehouse.example' }],
  ['DATABASE_URL', { DATABASE_URL: undefined }],
  ['LOCAL_CLOUD_URL', { LOCAL_CLOUD_URL: 'http://localhost:9', AUTH_URL: 'https://site.example' }],
];

test.each(wrong)(
  'FRAMEWORK-07 a wrong %s (%o) refuses to start, and says why',
  async (name, change) => {
    const { ended, output } = await startInVain({ ...complete, ...change });
    expect(ended).toBe('exit 1');
    expect(output).toContain(name);
    expect(output).not.toContain(ownSecret);
  },
);

test('FRAMEWORK-07 where nobody reads the configuration, a site without its secret shows nothing', async () => {
  const copy = copyOfBuild({ withoutConfig: true });
  const site = await startOwnSite(copy.tree, () => ({ AUTH_SECRET: undefined }));
  try {
    for (const path of ['/account', '/admin', '/account/nope', '/api/current', '/api/nope']) {
      const cookie = 'gatehouse.session=eyJhbGciOiJkaXIifQ..a.b.c';
      for (const headers of [{}, { cookie }]) {
        const answer = await new Visitor().fetch(site.url + path, { headers });
        expect([401, 403, 404, 500], path).toContain(answer.status);
        const text = await answer.text();
        expect(text, path).not.toMatch(marks);
        expect(text, path).not.toMatch(/AUTH_SECRET|\n\s+at /);
      }
    }
    expect((await new Visitor().fetch(`${site.url}/`)).status).toBe(200);
  } finally {
    await site.stop();
    copy.remove();
  }
});
