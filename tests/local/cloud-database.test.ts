import { expect } from 'vitest';
import { onEveryEngine } from './cloud-world.ts';
import { driver, errorOf, firstRow } from './neon-driver.ts';

onEveryEngine('the answer carries command, count and fields', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table counted (id int4 primary key, note varchar(20))`;
  const added = await sql.query("insert into counted values (1, 'a'), (2, null)", [], {
    fullResults: true,
  });
  expect(added).toMatchObject({ command: 'INSERT', rowCount: 2, rows: [] });
  const read = await sql.query('select id, note from counted where id = $1', [1], {
    fullResults: true,
    arrayMode: true,
  });
  expect(read).toMatchObject({
    command: 'SELECT',
    rowCount: 1,
    rowAsArray: true,
    rows: [[1, 'a']],
  });
  expect(read.fields).toMatchObject([
    { name: 'id', dataTypeID: 23, dataTypeSize: 4, columnID: 1, format: 'text' },
    { name: 'note', dataTypeID: 1043, dataTypeModifier: 24, columnID: 2, format: 'text' },
  ]);
});

onEveryEngine('a batch is one transaction and answers each query', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table batched (id int4 primary key)`;
  const [first, second, third] = await sql.transaction([
    sql`insert into batched values (1)`,
    sql`insert into batched values (2) returning id`,
    sql`select count(*)::int4 as count, pg_current_xact_id()::text = pg_current_xact_id()::text as same from batched`,
  ]);
  expect([first, second, third]).toEqual([[], [{ id: 2 }], [{ count: 2, same: true }]]);
});

onEveryEngine('a batch that fails at its last query leaves nothing behind', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table undone (id int4 primary key)`;
  const failed = await errorOf(
    sql.transaction([sql`insert into undone values (1)`, sql`insert into undone values (1)`]),
  );
  expect(failed).toMatchObject({ code: '23505', constraint: 'undone_pkey' });
  expect(await sql`select * from undone`).toEqual([]);
});

onEveryEngine('a batch runs at the isolation level and mode that it asks for', async (cloud) => {
  const sql = driver(cloud);
  const settings = () => [
    sql`select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as read_only, current_setting('transaction_deferrable') as deferrable`,
  ];
  const options = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const;
  const [asked] = await sql.transaction(settings(), options);
  const [usual] = await sql.transaction(settings());
  expect(asked).toEqual([{ level: 'serializable', read_only: 'on', deferrable: 'on' }]);
  expect(usual).toEqual([{ level: 'read committed', read_only: 'off', deferrable: 'off' }]);
  const write = sql.transaction([sql`create table never (id int4)`], { readOnly: true });
  expect(await errorOf(write)).toMatchObject({ code: '25006' });
});

onEveryEngine('a taken value is refused with code, constraint, table and detail', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table people (email text, constraint people_email_key unique (email))`;
  await sql`insert into people values ('a@example.com')`;
  expect(await errorOf(sql`insert into people values ('a@example.com')`)).toMatchObject({
    code: '23505',
    constraint: 'people_email_key',
    table: 'people',
    schema: 'public',
    severity: 'ERROR',
    detail: 'Key (email)=(a@example.com) already exists.',
  });
});

onEveryEngine('bad values and bad SQL are refused with the codes of PostgreSQL', async (cloud) => {
  const sql = driver(cloud);
  const refused = await Promise.all(
    [
      sql`select ${'a\0b'}::text`,
      sql`select ${'not-a-uuid'}::uuid`,
      sql.query('selec 1'),
      sql.query('select 1; select 2'),
      sql.query('select * from nowhere'),
      sql.query('select 1/0'),
      sql.query('select $1::int4, $2::int4', [1]),
    ].map(errorOf),
  );
  const codes = refused.map(({ code }) => code);
  expect(codes).toEqual(['22021', '22P02', '42601', '42601', '42P01', '22012', '08P01']);
});

onEveryEngine('half a statement never runs: a NUL byte in the SQL is refused', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table kept (id int4)`;
  expect(await errorOf(sql.query('drop table kept\0 cascade'))).toMatchObject({
    message: 'string contains embedded null',
  });
  expect(await sql`select * from kept`).toEqual([]);
});

onEveryEngine('COPY over HTTP is refused or empty and jams nothing', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table copied (id int4)`;
  expect(await errorOf(sql`copy copied from stdin`)).toMatchObject({ code: '57014' });
  expect(await sql`copy (select 1) to stdout`).toEqual([]);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

onEveryEngine('what a request leaves behind is gone at the next one', async (cloud) => {
  const sql = driver(cloud);
  await sql`create table tidy (id int4)`;
  await sql`begin`;
  await sql`set statement_timeout = '7s'`;
  await sql`create temporary table scratch (id int4)`;
  expect(
    await sql`select current_setting('statement_timeout') as timeout, to_regclass('scratch') as scratch`,
  ).toEqual([{ timeout: '0', scratch: null }]);
  await errorOf(sql.transaction([sql`insert into tidy values (1)`, sql`select 1/0`]));
  expect(await sql`insert into tidy values (2) returning id`).toEqual([{ id: 2 }]);
});

onEveryEngine('requests at the same time are all answered, each with its own', async (cloud) => {
  const sql = driver(cloud);
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const rows = await Promise.all(
    numbers.map((number) => firstRow(sql`select ${number}::int4 as n`)),
  );
  expect(rows.map((row) => row?.n)).toEqual(numbers);
});

onEveryEngine('a wrong password is refused in the words of Neon', async (cloud) => {
  const address = new URL(cloud.environment.DATABASE_URL ?? '');
  address.password = 'wrong';
  expect(await errorOf(driver(cloud, address.href)`select 1`)).toMatchObject({
    message: "password authentication failed for user 'gatehouse'",
    code: '',
  });
});
