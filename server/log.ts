import { ServiceFault } from '#core/fault.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/**
 * What a line may say: the only fields there are. None of them is made for an address, a name, a
 * password, a token or a text that somebody typed or an error carried.
 */
export type LogFields = {
  requestId?: string;
  /** Ids of our own making. */
  userId?: string;
  sessionId?: string;
  letterId?: string;
  /** A stable code: of a refusal, of a service's failure. */
  code?: string;
  service?: string;
  template?: string;
  provider?: string;
  limit?: string;
  method?: string;
  /** The pathname: whatever follows `?` or `#` is cut off. */
  path?: string;
  status?: number;
  count?: number;
  durationMilliseconds?: number;
};

/** Writes one event as one line of JSON to the console. `event` is a fixed, dotted name. */
export function logEvent(event: string, fields: LogFields = {}, level: LogLevel = 'info'): void {
  console[level](formatLine(event, fields, level, new Date()));
}

/**
 * Logs a thrown thing by its class and stable code alone, never by its text: messages hold
 * queries, parameters, commands and addresses.
 */
export function logFault(error: unknown, fields: LogFields = {}): void {
  const level = 'error';
  const kinds = describeChain(error);
  const own = error instanceof ServiceFault ? { service: error.service, code: error.code } : {};
  console[level](formatLine('fault', { ...own, ...fields }, level, new Date(), kinds));
}

/** Makes the line that the two above write: JSON without a character that could break or dress it. */
export function formatLine(
  event: string,
  fields: LogFields,
  level: LogLevel,
  at: Date,
  errors?: readonly string[],
): string {
  const line: Record<string, unknown> = { at: at.toISOString(), level, event: token(event) };
  for (const name of textFields) {
    const value: unknown = fields[name];
    if (value !== undefined) line[name] = token(value);
  }
  if (fields.path !== undefined) line.path = pathname(fields.path);
  for (const name of numberFields) {
    const value: unknown = fields[name];
    if (typeof value === 'number' && Number.isFinite(value)) line[name] = value;
  }
  if (errors) line.errors = errors;
  return JSON.stringify(line).replace(unprintable, escapeCharacter);
}

const textFields = [
  'requestId',
  'userId',
  'sessionId',
  'letterId',
  'code',
  'service',
  'template',
  'provider',
  'limit',
  'method',
] as const;
const numberFields = ['status', 'count', 'durationMilliseconds'] as const;

// JSON.stringify escapes C0 controls and lone surrogates. These it lets through: DEL and C1
// (0x9B starts an ANSI sequence), line and paragraph separators, and the marks that hide or
// reorder text in a terminal.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Codes, ids and fixed names. Anything else did not come from this house, so it is not repeated. */
function token(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/-]{1,128}$/.test(value) ? value : 'unprintable';
}

function pathname(path: unknown): string {
  return String(path)
    .replace(/[?#].*$/s, '')
    .slice(0, 256);
}

/** The thrown thing and its causes: `TypeError`, `NeonDbError 23505`, `CallbackRouteError`. */
function describeChain(error: unknown): string[] {
  const kinds: string[] = [];
  let link: unknown = error;
  while (link !== undefined && link !== null && kinds.length < 4) {
    kinds.push(describeError(link));
    link = read(link, 'cause');
    // Auth.js wraps what was thrown once more: `cause: { err }`.
    link = read(link, 'err') ?? link;
  }
  return kinds.length > 0 ? kinds : ['nothing'];
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // Auth.js's classes lose their names in production bundles and keep `type`.
  const kind = [read(error, 'type'), error.name].find(isShortWord) ?? 'Error';
  const code = read(error, 'code');
  return isShortWord(code) ? `${kind} ${code}` : kind;
}

function isShortWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_]{1,64}$/.test(value);
}

function read(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
