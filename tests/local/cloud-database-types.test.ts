import { randomUUID } from 'node:crypto';
import { neonConfig } from '@neondatabase/serverless';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/neon-http';
import { bigint, boolean, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { expect } from 'vitest';
import { onEveryEngine } from './cloud-world.ts';
import { driver, firstRow } from './neon-driver.ts';

onEveryEngine('bytes come back as they went in, whatever they are', async (cloud) => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  const row = await firstRow(driver(cloud)`select ${bytes}::bytea as bytes, ''::bytea as none`);
  expect(row?.bytes).toEqual(bytes);
  expect(row?.none).toEqual(Buffer.alloc(0));
});

onEveryEngine('documents keep their nesting, numbers, nulls and quotes', async (cloud) => {
  const document = { a: [1, 2.5, null, { 'b"c': '\\"é𝄞' }], d: true, e: {} };
  const row = await firstRow(driver(cloud)`select ${JSON.stringify(document)}::jsonb as document`);
  expect(row?.document).toEqual(document);
});

onEveryEngine('arrays keep nulls, empty texts, commas, quotes and braces', async (cloud) => {
  const texts = ['', 'a,b', '{c}', '"', '\\', 'NULL', null];
  const row = await firstRow(
    driver(
      cloud,
    )`select ${texts}::text[] as texts, '{}'::int4[] as none, '{{1,2},{3,4}}'::int4[] as grid`,
  );
  expect(row).toEqual({
    texts,
    none: [],
    grid: [
      [1, 2],
      [3, 4],
    ],
  });
});

onEveryEngine('NULL differs from the empty text', async (cloud) => {
  const row = await firstRow(driver(cloud)`select ${null}::text as nothing, ${''}::text as empty`);
  expect(row).toEqual({ nothing: null, empty: '' });
});

onEveryEngine('large whole numbers and decimals lose no digit', async (cloud) => {
  const row = await firstRow(
    driver(
      cloud,
    )`select ${'9223372036854775807'}::int8 as large, ${'0.1000000000000000000001'}::numeric as exact, 'NaN'::float8 as nan`,
  );
  expect(row).toEqual({
    large: '9223372036854775807',
    exact: '0.1000000000000000000001',
    nan: Number.NaN,
  });
});

onEveryEngine('moments are exact to the millisecond and in GMT', async (cloud) => {
  const moment = new Date('2026-02-28T23:59:59.987Z');
  const given = moment.toISOString();
  const row = await firstRow(
    driver(cloud)`select ${given}::timestamptz as moment, ${given}::timestamptz::text as text`,
  );
  expect(row).toEqual({ moment, text: '2026-02-28 23:59:59.987+00' });
});

onEveryEngine('the control interface gives rows as JSON values', async (cloud) => {
  const rows = await cloud.control.sql(
    `select $1::int4 as n, $2::text[] as texts, true as flag, null as nothing,
      '{"a":1}'::jsonb as document, '2026-01-02 03:04:05+00'::timestamptz as at, '\\x00ff'::bytea as bytes`,
    [7, ['a', 'b"']],
  );
  expect(rows).toEqual([
    {
      n: 7,
      texts: ['a', 'b"'],
      flag: true,
      nothing: null,
      document: { a: 1 },
      at: '2026-01-02 03:04:05+00',
      bytes: '\\x00ff',
    },
  ]);
});

onEveryEngine('drizzle reads and writes every type that the schema has', async (cloud) => {
  const { DATABASE_URL: url = '', DATABASE_HTTP_ENDPOINT: endpoint = '' } = cloud.environment;
  neonConfig.fetchEndpoint = () => endpoint;
  const things = pgTable('things', {
    id: uuid('id').primaryKey().defaultRandom(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
    details: jsonb('details'),
    count: bigint('count', { mode: 'bigint' }),
    flag: boolean('flag').notNull(),
    words: text('words').array(),
  });
  const db = drizzle(url);
  await db.execute(
    sql`create table things (id uuid primary key default gen_random_uuid(), at timestamptz not null, details jsonb, count int8, flag bool not null, words text[])`,
  );
  const thing = {
    id: randomUUID(),
    at: new Date('2026-11-24T20:00:00.123Z'),
    details: { a: ['é', null] },
    count: 2n ** 62n,
    flag: false,
    words: ['a b', ''],
  };
  const [, read] = await db.batch([
    db.insert(things).values(thing),
    db.select().from(things).where(eq(things.id, thing.id)),
  ]);
  expect(read).toEqual([thing]);
});
