import { seconds } from '#core/clock.ts';

export type CheckResult = 'ok' | 'down';

export type Health = {
  /** False while a service is down without which nobody can sign in. */
  isHealthy: boolean;
  checks: { database: CheckResult; redis: CheckResult; mail: CheckResult };
};

/** Each resolves when its service answers and rejects when it does not. */
export type HealthChecks = Record<keyof Health['checks'], () => Promise<void>>;

const patience = seconds(1);
const freshFor = seconds(1);

/**
 * Makes the question how the services are. Each has a second to answer, all at the same time.
 * Without the database nobody signs in; without Redis its stricter counters stand in, and letters
 * wait in the outbox. The answer is shared by all who ask within a second, since anybody may ask.
 */
export function createHealth(checks: HealthChecks): () => Promise<Health> {
  let latest: { askedAt: number; answer: Promise<Health> } | null = null;
  return () => {
    const now = Date.now();
    if (!latest || now - latest.askedAt >= freshFor) {
      latest = { askedAt: now, answer: ask(checks) };
    }
    return latest.answer;
  };
}

/**
 * Decides whether the mail provider can be reached: any answer but a failure of its own will do.
 * It sends nothing, and it shows no key, so it never uses up the account's rate limit.
 */
export async function reachMail(baseUrl: string | null): Promise<void> {
  const answer = await fetch(`${baseUrl ?? 'https://api.resend.com'}/emails`, {
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  });
  await answer.body?.cancel();
  if (answer.status >= 500 || answer.status === 429) throw new Error('mail is not served');
}

async function ask(checks: HealthChecks): Promise<Health> {
  const [database, redis, mail] = await Promise.all([
    resultOf(checks.database),
    resultOf(checks.redis),
    resultOf(checks.mail),
  ]);
  return { isHealthy: database === 'ok', checks: { database, redis, mail } };
}

async function resultOf(check: () => Promise<void>): Promise<CheckResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve('down'), patience);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(
      (): CheckResult => 'ok',
      (): CheckResult => 'down',
    );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
