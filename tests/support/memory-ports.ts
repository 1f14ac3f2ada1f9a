import { decode, encode } from 'jose/base64url';
import type { Caller } from '#core/actors.ts';
import type { Ports, Registrations } from '#core/ports.ts';
import { fakeHash, type Memory, postLetter, seedUser } from './memory.ts';
import { memoryAddresses } from './memory-addresses.ts';
import { memoryConnections } from './memory-connections.ts';
import { memoryLimits } from './memory-limits.ts';
import { memoryMail, memoryOutbox } from './memory-mail.ts';
import { memoryLeases, memoryProviders, memoryVault } from './memory-providers.ts';
import { memoryFirstPasswords, memoryPasswordResets } from './memory-recovery.ts';
import { memorySessions } from './memory-sessions.ts';
import { memoryTokens } from './memory-tokens.ts';
import { memoryUsers } from './memory-users.ts';

/** A world in memory with a clock that tests move, for tests of the rules. */
export function memoryWorld(): { ports: Ports; memory: Memory; caller: Caller } {
  const memory: Memory = {
    now: new Date('2026-11-24T09:00:00.250Z'),
    users: [],
    tokens: [],
    letters: [],
    attempts: [],
    sessions: [],
    connections: [],
    revocations: [],
    leases: new Map(),
    isLeaseSilent: false,
    refreshes: [],
    revokedTokens: [],
    refreshAnswers: [],
    revokeAnswers: [],
    deadGrants: new Set(),
    told: [],
    deferred: [],
    noted: [],
    limitCounts: new Map(),
    calls: [],
    sent: [],
    suppressed: new Map(),
    heardMail: [],
    receipts: [],
    isBusy: false,
    breachedPasswords: new Set(),
    isBreachListSilent: false,
    hashVersion: 2,
  };
  const silent: Ports = {
    clock: { now: () => new Date(memory.now) },
    users: memoryUsers(memory),
    registrations: memoryRegistrations(memory),
    sessions: memorySessions(memory),
    revocations: {
      async announce(sessionIds) {
        memory.told.push(...sessionIds);
      },
      async noteOpened(sid) {
        memory.noted.push(sid);
      },
      async defer(ending) {
        memory.deferred.push(ending);
      },
      deferred: async (limit) => memory.deferred.slice(0, limit),
      async settle({ sid }) {
        memory.deferred = memory.deferred.filter((ending) => ending.sid !== sid);
      },
    },
    connections: memoryConnections(memory),
    vault: memoryVault(),
    providerClients: memoryProviders(memory),
    leases: memoryLeases(memory),
    oneTimeTokens: memoryTokens(memory),
    passwordResets: memoryPasswordResets(memory),
    firstPasswords: memoryFirstPasswords(memory),
    addressChanges: memoryAddresses(memory),
    attempts: {
      async record(attempt) {
        memory.attempts.push(attempt);
      },
    },
    outbox: memoryOutbox(memory),
    ...memoryMail(memory),
    passwords: {
      async hash(password) {
        return memory.isBusy ? 'busy' : fakeHash(password, memory.hashVersion);
      },
      async verify(password, hash) {
        if (memory.isBusy) return 'busy';
        const version = Number(hash?.split('$')[2] ?? memory.hashVersion);
        const matches = hash === fakeHash(password, version);
        return { matches, needsRehash: matches && version < memory.hashVersion };
      },
    },
    passwordPolicy: { minimum: 15 },
    breachedPasswords: {
      async look(password) {
        if (memory.isBreachListSilent) return 'unknown';
        return memory.breachedPasswords.has(password.normalize('NFC')) ? 'breached' : 'clean';
      },
    },
    limits: memoryLimits(memory),
    secrets: {
      keyedDigest: async (purpose, value) => keyedDigest(purpose, value),
      keyedDigests: async (purpose, value) => [await keyedDigest(purpose, value)],
      sealLetterProps: async (props) => encode(JSON.stringify(props)),
      async openLetterProps(sealed) {
        try {
          return JSON.parse(new TextDecoder().decode(decode(sealed)));
        } catch {
          return null;
        }
      },
    },
    mail: {
      async send(to, letter, language, key) {
        const receipt = memory.receipts.shift() ?? { result: 'sent', providerId: `p-${key}` };
        if (receipt.result === 'sent') memory.sent.push({ to, letter, language, key });
        return receipt;
      },
    },
    devices: { nameOf: (userAgent) => userAgent ?? '' },
    site: { name: 'Gatehouse', origin: 'https://gatehouse.example' },
    policy: { cap: 100, idleMilliseconds: null },
  };
  const caller: Caller = {
    ip: '192.0.2.77',
    place: 'Utrecht, NL',
    userAgent: 'A browser',
    language: 'en',
    requestId: 'request-1',
  };
  return { ports: withCalls(silent, memory.calls), memory, caller };
}

function memoryRegistrations(memory: Memory): Registrations {
  return {
    async store(registration) {
      const { emailNormalised, passwordHash, passwordCheckedAt, token, email } = registration;
      const known = memory.users.find((user) => user.emailNormalised === emailNormalised);
      const letter = known?.emailVerified
        ? registration.existingAccountLetter
        : registration.verificationLetter;
      if (!postLetter(memory, letter)) return 'quiet';
      if (known?.emailVerified) return 'known';
      const userId = known?.id ?? registration.userId;
      const isSpent = false;
      memory.tokens.push({ ...token, userId, emailNormalised, passwordHash, tries: 0, isSpent });
      if (known) {
        known.passwordHash = passwordHash;
        known.passwordCheckedAt = passwordCheckedAt;
        return 'renewed';
      }
      seedUser(memory, email, '', {
        id: userId,
        emailNormalised,
        passwordHash,
        passwordCheckedAt,
        name: registration.name,
        emailVerified: false,
      });
      return 'created';
    },
  };
}

async function keyedDigest(purpose: string, value: string): Promise<string> {
  const bytes = new TextEncoder().encode(`a key of the test ${purpose} ${value}`);
  return encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Notes every call of a port's function under `port.function`; what is no service is left out. */
function withCalls(ports: Ports, calls: string[]): Ports {
  const noted = Object.entries(ports).map(([portName, port]) => {
    if (/^(clock|site|policy|passwordPolicy)$/.test(portName)) return [portName, port];
    const proxy = new Proxy(port, {
      get(target, name) {
        const answer = Reflect.get(target, name);
        return (...words: unknown[]) => {
          calls.push(`${portName}.${String(name)}`);
          return Reflect.apply(answer, target, words);
        };
      },
    });
    return [portName, proxy];
  });
  return Object.fromEntries(noted);
}
