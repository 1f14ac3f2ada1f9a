export type InboxLetter = {
  id: string;
  to: string[];
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  idempotencyKey: string | null;
  createdAt: string;
};

export type Fault = {
  mode: 'ok' | 'down' | 'slow' | 'error' | 'limited';
  latencyMs?: number;
  count?: number | null;
};

export type CloudControl = ReturnType<typeof cloudControl>;

/** The local cloud's control interface at an address. */
export function cloudControl(url: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(new URL(path, url), {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    return answer;
  };
  const inbox = async (to: string): Promise<InboxLetter[]> =>
    (await call('GET', `/control/inbox?to=${encodeURIComponent(to)}`)).json();
  return {
    url,
    inbox,
    clearInbox: () => call('DELETE', '/control/inbox'),
    /** The newest letter to an address, waited for up to ten seconds. */
    waitForLetter: async (to: string): Promise<InboxLetter> => {
      for (let tries = 0; tries < 100; tries += 1) {
        const [letter] = await inbox(to);
        if (letter) return letter;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`no letter came to ${to}`);
    },
    fault: (service: string, fault: Fault) => call('PUT', `/control/faults/${service}`, fault),
    counters: async (): Promise<Record<string, Record<string, number>>> =>
      (await call('GET', '/control/counters')).json(),
    resetCounters: () => call('DELETE', '/control/counters'),
    sql: async (query: string, params: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await (await call('POST', '/control/sql', { query, params })).json()).rows,
    clearRedis: () => call('DELETE', '/control/redis'),
  };
}
