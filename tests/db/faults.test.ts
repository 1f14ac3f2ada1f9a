import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { ServiceFault } from '#core/fault.ts';
import { createDatabase } from '#db/client.ts';
import { databasePorts } from '#db/ports.ts';
import { aDigest, anAddress, aRegistration, aToken, noon, onEveryEngine } from './world.ts';

const secret = 'correct-horse-marker';
const url = `postgresql://gatehouse:${secret}@localhost/gatehouse`;

/** A database that answers each request so. */
async function databaseThat(answer: RequestListener, more: { timeoutMilliseconds?: number } = {}) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return createDatabase({ url, endpoint: `http://localhost:${port}/sql`, ...more });
}

/** What a question throws, with the time that it took in milliseconds. */
async function faultOf(question: PromiseLike<unknown>) {
  const started = performance.now();
  const fault = await Promise.resolve(question).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(fault instanceof ServiceFault)) throw new Error('no service fault');
  return { fault, took: performance.now() - started };
}

/** Everything of an error that a log could show. */
const traceOf = (fault: ServiceFault) =>
  [fault.message, fault.stack, String(fault.cause), JSON.stringify(fault)].join('\n');

test('FAULT-01 a database that refuses connections is unreachable at once', async () => {
  const db = createDatabase({ url, endpoint: 'http://localhost:1/sql' });
  const { fault, took } = await faultOf(databasePorts(db).ping());
  expect(fault).toMatchObject({ service: 'database', code: 'unreachable' });
  expect(took).toBeLessThan(2000);
});

test('FAULT-02 a database that does not answer is given up after four seconds', async () => {
  const db = await databaseThat(() => {});
  const { fault, took } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('timeout');
  expect(took).toBeGreaterThan(3900);
  expect(took).toBeLessThan(4900);
});

test('FAULT-02 an answer that never ends is given up after four seconds', async () => {
  const db = await databaseThat((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"fields":[');
  });
  const { fault, took } = await faultOf(db.batch(sql`select 1`, sql`select 2`));
  expect(fault.code).toBe('timeout');
  expect(took).toBeLessThan(4900);
});

test('a tool may set a timeout of its own', async () => {
  const db = await databaseThat(() => {}, { timeoutMilliseconds: 100 });
  const { fault, took } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('timeout');
  expect(took).toBeLessThan(1000);
});

test('a database that hangs up is unreachable', async () => {
  const db = await databaseThat((request) => request.socket.destroy());
  const { fault } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('unreachable');
});

test('a status other than that of an SQL error is named', async () => {
  const db = await databaseThat((_, response) => {
    response.writeHead(500).end(secret);
  });
  const { fault } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('http_500');
});

test('a redirect is not followed', async () => {
  const db = await databaseThat((_, response) => {
    response.writeHead(307, { location: 'http://localhost:1/' }).end();
  });
  const { fault } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('http_307');
});

test('an answer that is no JSON is unreadable', async () => {
  const db = await databaseThat((_, response) => {
    response.writeHead(200).end('<html>');
  });
  const { fault } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('unreadable');
});

test('an address that is no database address is unreadable, and not shown', async () => {
  const db = createDatabase({ url: `mysql://${secret}` });
  const { fault } = await faultOf(databasePorts(db).ping());
  expect(fault.code).toBe('unreadable');
  expect(traceOf(fault)).not.toContain(secret);
});

test('two databases in one process keep their own endpoints', async () => {
  const asked: string[] = [];
  const counting = (name: string) =>
    databaseThat((_, response) => {
      asked.push(name);
      response.writeHead(503).end();
    });
  const [one, other] = [await counting('one'), await counting('other')];
  await faultOf(one.rows(sql`select 1`));
  await faultOf(other.rows(sql`select 1`));
  await faultOf(one.batch(sql`select 1`));
  expect(asked).toEqual(['one', 'other', 'one']);
});

onEveryEngine(
  'LOG-01 a fault holds no parameter, no statement and no address of the database',
  async ({ ports, db }) => {
    const email = `${secret}-${anAddress()}`;
    const tokenDigest = aDigest();
    const once = () =>
      ports.registrations.store(
        aRegistration(anAddress(), noon, { name: secret, token: aToken({ tokenDigest }) }),
      );
    await once();
    const faults = [
      await faultOf(once()),
      await faultOf(db.rows(sql`select ${email}::uuid`)),
      await faultOf(db.batch(sql`select ${email}`, sql`select ${email}::uuid`)),
      await faultOf(
        db.ask((builder) => builder.execute(sql`select * from ${sql.raw(`"${secret}"`)}`)),
      ),
    ];
    expect(faults.map(({ fault }) => fault.code)).toEqual(['23505', '22P02', '22P02', '42P01']);
    for (const { fault } of faults) {
      const trace = traceOf(fault);
      expect(trace).not.toContain(secret);
      expect(trace).not.toContain(tokenDigest);
      expect(trace).not.toMatch(/select|insert/i);
    }
  },
);

onEveryEngine('a batch that fails half way is rolled back', async ({ db, look }) => {
  const key = aDigest();
  const { fault } = await faultOf(
    db.batch(
      sql`insert into limit_counters (key, window_started_at, count) values (${key}, now(), 1)`,
      sql`select 1 / 0`,
    ),
  );
  expect(fault.code).toBe('22012');
  expect(await look('select key from limit_counters where key = $1', key)).toEqual([]);
});

onEveryEngine('a database that answers is answered by a ping', async ({ ports }) => {
  await expect(ports.ping()).resolves.toBeUndefined();
});
