import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sign } from '#core/webhook-signature.ts';
import type { Letter } from './inbox.ts';

/** Where the provider's messages go, and the secret that signs them. */
export type WebhookTarget = { url: string; secret: string };

export type Webhooks = {
  /** Tells what became of letters, a little later. Never throws, and nobody waits for it. */
  tell(letters: readonly Letter[]): void;
  /** Ends what is still to be told. */
  stop(): Promise<void>;
};

/** When a message is sent, and again after a failure; the real provider tries for a day. */
const attemptsAfterMilliseconds = [100, 1_000, 5_000];
const timeoutMilliseconds = 5_000;

/**
 * Makes what tells the site of its letters as Resend does: signed by svix's scheme, again when the
 * site fails, and silently given up when nobody listens.
 */
export function createWebhooks({ url, secret }: WebhookTarget): Webhooks {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  return {
    tell(letters) {
      for (const letter of letters) {
        for (const event of eventsOf(letter)) {
          const told = deliver(url, secret, event, stopping.signal).finally(() =>
            underWay.delete(told),
          );
          underWay.add(told);
        }
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

type Message = { type: string; created_at: string; data: Record<string, unknown> };

/** What becomes of a letter: Resend's own addresses for tests decide, `+label` or not. */
function eventsOf(letter: Letter): Message[] {
  const local = letter.to.map((to) => /([^\s<@+]+)(?:\+[^@]*)?@resend\.dev>?$/i.exec(to)?.[1]);
  const outcome = local.find((name) => name && Object.hasOwn(outcomes, name.toLowerCase()));
  const types = outcomes[outcome?.toLowerCase() ?? 'delivered'] ?? [];
  return types.map((type) => messageOf(letter, type));
}

const outcomes: Record<string, readonly string[]> = {
  delivered: ['email.delivered'],
  bounced: ['email.bounced'],
  complained: ['email.delivered', 'email.complained'],
  suppressed: ['email.suppressed'],
};

function messageOf({ id, from, to, subject, createdAt }: Letter, type: string): Message {
  const data = { email_id: id, from, to, subject, created_at: createdAt, ...more[type] };
  return { type, created_at: new Date().toISOString(), data };
}

const more: Record<string, Record<string, unknown>> = {
  'email.bounced': {
    bounce: {
      type: 'Permanent',
      subType: 'General',
      message: "The recipient's email provider sent a hard bounce message.",
    },
  },
  'email.suppressed': {
    suppressed: { type: 'OnAccountSuppressionList', message: 'The address is suppressed.' },
  },
};

async function deliver(
  url: string,
  secret: string,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  const id = `msg_${randomBytes(16).toString('base64url')}`;
  const body = JSON.stringify(message);
  for (const milliseconds of attemptsAfterMilliseconds) {
    // At the stop of the cloud, and in a process that has nothing else to do, this ends unheard.
    await wait(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted || (await post(url, secret, { id, body }, signal))) return;
  }
}

/** Each attempt keeps the id of its message, and is signed at its own time. */
async function post(
  url: string,
  secret: string,
  { id, body }: { id: string; body: string },
  signal: AbortSignal,
): Promise<boolean> {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = await sign(secret, `${id}.${timestamp}.${body}`);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Svix-Webhooks/1.0',
        'svix-id': id,
        'svix-timestamp': String(timestamp),
        'svix-signature': `v1,${signature}`,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
