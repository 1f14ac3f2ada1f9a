import { expect, test } from 'vitest';
import { sweepLetters } from '#tests/support/faults.ts';
import { expectApiHeaders, refusalOf } from '#tests/support/problems.ts';
import { seededVisitor, Visitor } from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

test('health says how the services are and nothing else', async () => {
  const answer = await new Visitor().fetch('/api/health');
  expect(answer.status).toBe(200);
  expectApiHeaders(answer);
  expect(await answer.json()).toEqual({
    status: 'ok',
    checks: { database: 'ok', redis: 'ok', mail: 'ok' },
  });
  const head = await new Visitor().fetch('/api/health', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('the sweep obeys the scheduler’s secret and nobody else, an administrator neither', async () => {
  const secret = siteSecret('CRON_SECRET');
  const keys = ['', 'Bearer', 'Bearer ', `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, secret];
  const others = ['Bearer undefined', 'Bearer null', `bearer ${secret}`, `Basic ${btoa(secret)}`];
  for (const visitor of [new Visitor(), await seededVisitor('admin')]) {
    for (const authorization of [...keys, ...others]) {
      for (const method of ['GET', 'POST']) {
        const answer = await visitor.send(method, '/api/cron/deliver-mail', undefined, {
          authorization,
        });
        expect(await refusalOf(answer), authorization).toEqual([401, 'unauthenticated']);
      }
    }
    const query = await visitor.fetch(`/api/cron/deliver-mail?secret=${secret}`);
    expect(await refusalOf(query)).toEqual([401, 'unauthenticated']);
  }
  const answer = await sweepLetters();
  expect(answer.status).toBe(200);
  expectApiHeaders(answer);
  expect(await answer.json()).toEqual({
    sent: expect.any(Number),
    postponed: expect.any(Number),
    buried: expect.any(Number),
  });
});
