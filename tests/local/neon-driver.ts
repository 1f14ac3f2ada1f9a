import { neon, neonConfig } from '@neondatabase/serverless';
import { expect } from 'vitest';
import type { TestCloud } from '#tests/support/cloud.ts';

/** The real driver, led to a cloud. */
export function driver(cloud: TestCloud, url = cloud.environment.DATABASE_URL ?? '') {
  neonConfig.fetchEndpoint = () => cloud.environment.DATABASE_HTTP_ENDPOINT ?? '';
  return neon(url);
}

/** The first row of a query. */
export async function firstRow(rows: Promise<Record<string, unknown>[]>) {
  return (await rows)[0];
}

/** What a query throws: its message and PostgreSQL's fields. Fails when it throws nothing. */
export async function errorOf(query: Promise<unknown>): Promise<Record<string, unknown>> {
  const outcome = await query.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) return expect.unreachable('the query was not refused');
  return { ...outcome, message: outcome.message };
}
