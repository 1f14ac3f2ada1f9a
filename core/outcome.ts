/**
 * The single table of refusals: code → HTTP status. Nothing else in the house knows a status; the
 * words of a code are in core/messages.
 */
export const refusals = {
  invalid_json: 400,
  invalid_request: 400,
  token_invalid: 400,
  signature_invalid: 400,
  unauthenticated: 401,
  session_revoked: 401,
  invalid_credentials: 401,
  forbidden: 403,
  cross_origin: 403,
  csrf_failed: 403,
  access_denied: 403,
  email_not_verified: 403,
  reauthentication_required: 403,
  invalid_password: 403,
  provider_email_unverified: 403,
  account_disabled: 403,
  not_found: 404,
  not_connected: 404,
  unknown_provider: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  account_exists: 409,
  identity_taken: 409,
  provider_connected: 409,
  last_way_in: 409,
  consent_needed: 409,
  password_exists: 409,
  last_admin: 409,
  token_expired: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  password_too_short: 422,
  password_too_long: 422,
  password_too_common: 422,
  password_too_similar: 422,
  password_breached: 422,
  password_unchanged: 422,
  too_many_attempts: 429,
  internal_error: 500,
  authentication_error: 500,
  busy: 503,
  provider_unavailable: 503,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusals;

/** What fills the gaps of a sentence: `{minimum}` by the value of that name. */
export type SentenceValues = Readonly<Record<string, number>>;

/** The stable codes of refused fields; a schema's checks give them as their message. */
export const fieldErrorCodes = [
  'missing',
  'empty',
  'too_long',
  'wrong_type',
  'unknown_field',
  'invalid',
  'invalid_characters',
  'invalid_email',
  'same_email',
  'invalid_name',
  'invalid_code',
  'past_moment',
] as const;

export type FieldErrorCode = (typeof fieldErrorCodes)[number];

/** One field that was refused: its name and a stable code, its own or that of the refusal. */
export type FieldError = {
  field: string;
  code: FieldErrorCode | RefusalCode;
  values?: SentenceValues;
};

/** What a limit had to say when it refused: becomes RateLimit and RateLimit-Policy. */
export type LimitReading = { name: string; quota: number; windowSeconds: number };

export type Refusal<Code extends RefusalCode = RefusalCode> = {
  code: Code;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  limit?: LimitReading;
  /** How recent the sign-in must be. */
  maxAgeSeconds?: number;
  /** What its sentence has gaps for. */
  values?: SentenceValues;
};

/** What a use case decided: a value, or one of the refusals that its type lists. */
export type Outcome<Value, Code extends RefusalCode = RefusalCode> =
  | { ok: true; value: Value }
  | { ok: false; refusal: Refusal<Code> };

/** Makes the outcome of a use case that was granted. */
export function accept<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

/** Makes the outcome of a use case that said no, with what the faces need to explain it. */
export function refuse<Code extends RefusalCode>(
  code: Code,
  more: Omit<Refusal<Code>, 'code'> = {},
): { ok: false; refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, ...more } };
}

/** The HTTP status of a code. */
export function refusalStatus(code: RefusalCode): number {
  return refusals[code];
}

/** Decides whether a text from outside is one of the codes. */
export function isRefusalCode(value: string): value is RefusalCode {
  return Object.hasOwn(refusals, value);
}
