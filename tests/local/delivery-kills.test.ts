import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { deliverLetters } from '#core/deliver-letters.ts';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { createSecrets } from '#server/secrets.ts';
import { type TestCloud, testKeys } from '#tests/support/cloud.ts';
import { onEveryEngine } from './cloud-world.ts';
import { type DeliveryPlace, type DeliveryStep, deliveryPorts } from './delivery-process.ts';

const secret = 'mK4w8Rz1Qs7Yd2Xf5Jp9Tc3Vb6Ng0Lh8';
const minute = 60_000;
const script = join(process.cwd(), 'tests', 'local', 'delivery-process.ts');

function placeOf({ environment }: TestCloud, aheadMilliseconds: number): DeliveryPlace {
  return {
    databaseUrl: environment.DATABASE_URL ?? '',
    databaseEndpoint: environment.DATABASE_HTTP_ENDPOINT ?? '',
    mailUrl: environment.RESEND_BASE_URL ?? '',
    mailKey: testKeys.mailApiKey,
    secret,
    aheadMilliseconds,
  };
}

/** An empty outbox with one letter that is due, to an address of its own. */
async function oneLetter(cloud: TestCloud) {
  const url = cloud.environment.DATABASE_URL ?? '';
  const endpoint = cloud.environment.DATABASE_HTTP_ENDPOINT;
  await migrateDatabase(createDatabase({ url, endpoint, timeoutMilliseconds: 30_000 }));
  await cloud.control.sql('delete from outbox');
  const id = randomUUID();
  const to = `${id}@example.com`;
  const props = { name: 'Ada', signInLink: 'https://gatehouse.example/sign-in' };
  const sealed = await createSecrets([secret]).sealLetterProps(props);
  await cloud.control.sql(
    `insert into outbox (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
     values ($1, 'no-password', $2, $2, 'de', $3, now(), now())`,
    [id, to, sealed],
  );
  return { id, to };
}

/** Delivers in a process of its own until a step, and kills it there; gives the keys that it used. */
async function killedAt(cloud: TestCloud, step: DeliveryStep, ahead = 0): Promise<string[]> {
  const place = JSON.stringify(placeOf(cloud, ahead));
  const child = spawn(process.execPath, ['--import', 'tsx', script, place, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const keys: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { step: reached, key } = JSON.parse(line);
    if (key) keys.push(key);
    if (reached === step) child.kill('SIGKILL');
  }
  // A process that came to its end by itself never reached the step.
  expect(await ended).toEqual([null, 'SIGKILL']);
  return keys;
}

/** Delivers in this process, whose clock is past every lease and wait of the killed one. */
async function finish(cloud: TestCloud, ahead: number): Promise<string[]> {
  const keys: string[] = [];
  const ports = deliveryPorts(placeOf(cloud, ahead), async (_step, key) => {
    if (key) keys.push(key);
  });
  await deliverLetters(ports);
  return keys;
}

async function stateOf(cloud: TestCloud, id: string) {
  const [row] = await cloud.control.sql(
    `select sent_at is not null as sent, buried_at is not null as buried, props_sealed as props
     from outbox where id = $1`,
    [id],
  );
  return row;
}

const sendingSteps = [
  'claiming',
  'claimed',
  'opened',
  'handing over',
  'taken',
  'marking',
  'marked',
] as const;

for (const step of sendingSteps) {
  onEveryEngine(
    `FAULT-09 MAIL-04 a delivery that is killed at "${step}" and taken up again sends one mail`,
    async (cloud) => {
      const { id, to } = await oneLetter(cloud);

      const keys = await killedAt(cloud, step);
      // Before its lease ends, nobody else touches what was claimed.
      if (step !== 'claiming') expect(await finish(cloud, 0)).toEqual([]);
      keys.push(...(await finish(cloud, minute + 1)));

      const inbox = await cloud.control.inbox(to);
      expect(inbox.map(({ idempotencyKey }) => idempotencyKey)).toEqual([id]);
      expect(new Set(keys)).toEqual(new Set([id]));
      expect(await stateOf(cloud, id)).toEqual({ sent: true, buried: false, props: null });
    },
  );
}

for (const step of ['postponing', 'postponed'] as const) {
  onEveryEngine(
    `FAULT-08 a delivery that the provider limits and that is killed at "${step}" sends one mail later`,
    async (cloud) => {
      const { id, to } = await oneLetter(cloud);
      await cloud.control.fault('mail', { mode: 'limited', count: 1 });

      const keys = await killedAt(cloud, step);
      expect(await cloud.control.inbox(to)).toEqual([]);
      keys.push(...(await finish(cloud, 2 * minute)));

      const inbox = await cloud.control.inbox(to);
      expect(inbox.map(({ idempotencyKey }) => idempotencyKey)).toEqual([id]);
      expect(keys).toEqual([id, id]);
      expect(await stateOf(cloud, id)).toEqual({ sent: true, buried: false, props: null });
    },
  );
}

for (const step of ['burying', 'buried'] as const) {
  onEveryEngine(
    `a delivery to a suppressed address that is killed at "${step}" sends nothing, then or later`,
    async (cloud) => {
      const { id, to } = await oneLetter(cloud);
      await cloud.control.sql(
        "insert into mail_suppressions (email_normalised, reason, created_at) values ($1, 'bounced', now())",
        [to],
      );

      expect(await killedAt(cloud, step)).toEqual([]);
      expect(await finish(cloud, 2 * minute)).toEqual([]);

      expect(await cloud.control.inbox(to)).toEqual([]);
      expect(await stateOf(cloud, id)).toEqual({ sent: false, buried: true, props: null });
    },
  );
}

onEveryEngine(
  'MAIL-04 a delivery that is killed at one step after another sends one mail in the end',
  async (cloud) => {
    const { id, to } = await oneLetter(cloud);
    const keys: string[] = [];
    for (const [round, step] of (['claimed', 'taken', 'marking', 'taken'] as const).entries()) {
      keys.push(...(await killedAt(cloud, step, round * (minute + 1))));
    }
    keys.push(...(await finish(cloud, 4 * (minute + 1))));

    expect(await cloud.control.inbox(to)).toHaveLength(1);
    expect(keys).toEqual([id, id, id, id]);
    expect(await stateOf(cloud, id)).toMatchObject({ sent: true });
  },
);
