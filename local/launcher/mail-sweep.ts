const intervalMilliseconds = 15_000;

/**
 * Calls the route that sends due letters, as the platform's cron does in production. Gives the
 * function that ends it. A failure is told once, until a call succeeds again.
 */
export function startMailSweep(
  origin: string,
  cronSecret: string,
  everyMilliseconds = intervalMilliseconds,
): () => void {
  let isFailing = false;
  let isSweeping = false;
  const sweep = async () => {
    if (isSweeping) return;
    isSweeping = true;
    const failure = await callSweep(origin, cronSecret);
    if (failure && !isFailing) console.warn(`The mail sweep failed: ${failure}`);
    isFailing = failure !== null;
    isSweeping = false;
  };
  const timer = setInterval(sweep, everyMilliseconds);
  return () => clearInterval(timer);
}

async function callSweep(origin: string, cronSecret: string): Promise<string | null> {
  try {
    const response = await fetch(`${origin}/api/cron/deliver-mail`, {
      headers: { authorization: `Bearer ${cronSecret}` },
      signal: AbortSignal.timeout(intervalMilliseconds * 2),
    });
    await response.arrayBuffer();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer';
  }
}
