/** A letter in the local cloud's inbox. */
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

export type FaultSetting = {
  mode: 'ok' | 'down' | 'slow' | 'error' | 'limited';
  latencyMs?: number;
  count?: number | null;
};

export type CloudCounters = {
  database: { requests: number; statements: number };
  redis: { requests: number; commands: number };
  mail: { requests: number };
};

/** The control interface of a local cloud, as tests use it. */
export type CloudControl = {
  /** Newest first; of one address when it is given. */
  inbox(to?: string): Promise<InboxLetter[]>;
  clearInbox(): Promise<void>;
  fault(service: 'database' | 'redis' | 'mail', fault: FaultSetting): Promise<void>;
  counters(): Promise<CloudCounters>;
  resetCounters(): Promise<void>;
  sql(query: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  clearRedis(): Promise<void>;
};

/** Speaks with the control interface of the cloud at an address. Throws on any answer but success. */
export function cloudControl(url: string): CloudControl {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control/${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    inbox: (to) => call('GET', to === undefined ? 'inbox' : `inbox?to=${encodeURIComponent(to)}`),
    clearInbox: () => call('DELETE', 'inbox'),
    fault: (service, fault) => call('PUT', `faults/${service}`, fault),
    counters: () => call('GET', 'counters'),
    resetCounters: () => call('DELETE', 'counters'),
    sql: async (query, params = []) => (await call('POST', 'sql', { query, params })).rows,
    clearRedis: () => call('DELETE', 'redis'),
  };
}
