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

export type IssuerName = 'google' | 'github' | 'microsoft';

export type FaultSetting = {
  mode: 'ok' | 'down' | 'slow' | 'error' | 'limited';
  latencyMs?: number;
  count?: number | null;
};

type Members = Record<string, unknown>;

/** What an issuer can be besides: hostile, or honest with bent members. */
export type IssuerFault =
  | FaultSetting
  | {
      /** A 307, 64 MB of JSON, a page, a body that is no gzip: each with a status of success. */
      mode: 'redirect' | 'flood' | 'html' | 'garbled';
      latencyMs?: number;
      count?: number | null;
    }
  | {
      mode: 'forge';
      /** For how many bent answers. */
      count?: number | null;
      latencyMs?: number;
      idToken?: {
        header?: Members;
        claims?: Members;
        key?: 'current' | 'previous' | 'foreign' | 'none' | 'secret' | 'broken';
      };
      discovery?: Members;
      userinfo?: Members;
      emails?: unknown[];
    };

export type IssuerCounters = {
  requests: number;
  /** Exchanges of a code; those of a refresh token are `refresh`. */
  token: number;
  refresh: number;
  userinfo: number;
  emails: number;
  authorize: number;
  revocation: number;
  discovery: number;
  jwks: number;
};

export type CloudCounters = {
  database: { requests: number; statements: number };
  redis: { requests: number; commands: number };
  mail: { requests: number };
  breaches: { requests: number };
} & Record<IssuerName, IssuerCounters>;

/** The control interface of a local cloud, as tests use it. */
export type CloudControl = {
  /** Newest first; of one address when it is given. */
  inbox(to?: string): Promise<InboxLetter[]>;
  clearInbox(): Promise<void>;
  fault(service: 'database' | 'redis' | 'mail' | 'breaches', fault: FaultSetting): Promise<void>;
  fault(issuer: IssuerName, fault: IssuerFault): Promise<void>;
  /** The issuer signs with a new key; the old one stays published unless it is dropped. */
  rotateKeys(issuer: 'google' | 'microsoft', drop?: boolean): Promise<void>;
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
    fault: (service: string, fault: unknown) => call('PUT', `faults/${service}`, fault),
    rotateKeys: (issuer, drop) => call('POST', `keys/${issuer}`, drop ? { drop } : undefined),
    counters: () => call('GET', 'counters'),
    resetCounters: () => call('DELETE', 'counters'),
    sql: async (query, params = []) => (await call('POST', 'sql', { query, params })).rows,
    clearRedis: () => call('DELETE', 'redis'),
  };
}
