import { after } from '#core/clock.ts';
import { deliverLetters } from '#core/deliver-letters.ts';
import type { Ports } from '#core/ports.ts';
import { createDatabase } from '#db/client.ts';
import { outboxQuestions } from '#db/outbox.ts';
import { createMail } from '#emails/sender.ts';
import { createSecrets } from '#server/secrets.ts';

/** The moments at which a delivery may be killed, in the order in which it comes by them. */
export const deliverySteps = [
  'claiming',
  'claimed',
  'opened',
  'handing over',
  'taken',
  'marking',
  'marked',
  'postponing',
  'postponed',
  'burying',
  'buried',
] as const;

export type DeliveryStep = (typeof deliverySteps)[number];
export type DeliveryPorts = Pick<Ports, 'clock' | 'outbox' | 'mail' | 'secrets'>;

/** Where a delivery finds its services, and how far its clock is ahead. */
export type DeliveryPlace = {
  databaseUrl: string;
  databaseEndpoint: string;
  mailUrl: string;
  mailKey: string;
  secret: string;
  aheadMilliseconds: number;
};

/** The real adapters over the services of a cloud, with a stop at every step. */
export function deliveryPorts(
  place: DeliveryPlace,
  at: (step: DeliveryStep, key?: string) => Promise<void>,
): DeliveryPorts {
  const { databaseUrl: url, databaseEndpoint: endpoint } = place;
  const outbox = outboxQuestions(createDatabase({ url, endpoint }));
  const secrets = createSecrets([place.secret]);
  const site = { name: 'Gatehouse', origin: 'https://gatehouse.example' };
  const from = 'Gatehouse <no-reply@gatehouse.example>';
  const mail = createMail({ apiKey: place.mailKey, from, baseUrl: place.mailUrl, site });
  const around = async <Answer>(
    before: DeliveryStep,
    act: () => Promise<Answer>,
    afterwards: DeliveryStep,
  ) => {
    await at(before);
    const answer = await act();
    await at(afterwards);
    return answer;
  };
  return {
    clock: { now: () => after(new Date(), place.aheadMilliseconds) },
    outbox: {
      claimDue: (...claim) => around('claiming', () => outbox.claimDue(...claim), 'claimed'),
      markSent: (...mark) => around('marking', () => outbox.markSent(...mark), 'marked'),
      postpone: (...put) => around('postponing', () => outbox.postpone(...put), 'postponed'),
      bury: (...put) => around('burying', () => outbox.bury(...put), 'buried'),
    },
    secrets: {
      ...secrets,
      async openLetterProps(sealed) {
        const props = await secrets.openLetterProps(sealed);
        await at('opened');
        return props;
      },
    },
    mail: {
      async send(to, letter, language, key) {
        await at('handing over', key);
        const receipt = await mail.send(to, letter, language, key);
        await at('taken');
        return receipt;
      },
    },
  };
}

// As a process: tells each step, and waits at one of them for the end that comes from outside.
const [, , placed, lastStep] = process.argv;
if (placed?.startsWith('{')) {
  const place: DeliveryPlace = JSON.parse(placed);
  const ports = deliveryPorts(place, async (step, key) => {
    process.stdout.write(`${JSON.stringify({ step, key })}\n`);
    if (step === lastStep) await new Promise(() => setInterval(() => undefined, 1000));
  });
  await deliverLetters(ports);
}
