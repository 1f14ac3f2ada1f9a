/**
 * The single table of refusals: code → HTTP status, title and sentence for people.
 * Nothing else in the house knows a status or a sentence.
 */
export const refusals = {
  invalid_json: [400, 'Malformed JSON', 'The request body is not valid JSON.'],
  invalid_request: [400, 'Bad request', 'This request cannot be read.'],
  token_invalid: [
    400,
    'Link or code not valid',
    'This link or code is not valid or was used already. Ask for a new one.',
  ],
  signature_invalid: [
    400,
    'Signature not valid',
    'The signature of this message is missing, wrong or too old.',
  ],
  unauthenticated: [401, 'Not signed in', 'Sign in to continue.'],
  session_revoked: [401, 'Session ended', 'This session was ended. Sign in again.'],
  invalid_credentials: [401, 'Wrong credentials', 'The e-mail address or the password is wrong.'],
  forbidden: [403, 'Not allowed', 'Your account is not allowed to do this.'],
  cross_origin: [403, 'Cross-origin request', 'This request came from another site.'],
  csrf_failed: [403, 'Form expired', 'This form has expired. Reload the page and try again.'],
  access_denied: [403, 'Access denied', 'Access was denied.'],
  email_not_verified: [
    403,
    'E-mail address not confirmed',
    'Confirm your e-mail address first. We can send you a new link.',
  ],
  reauthentication_required: [
    403,
    'Confirm that it is you',
    'This needs a recent sign-in. Confirm that it is you, then go on.',
  ],
  invalid_password: [403, 'Wrong password', 'This is not your password.'],
  provider_email_unverified: [
    403,
    'Address not confirmed there',
    'The service that you signed in with has not confirmed an e-mail address for you. Confirm it there, or sign in with a password.',
  ],
  account_disabled: [403, 'Account disabled', 'This account is disabled. Contact support.'],
  not_found: [404, 'Not found', 'There is nothing at this address.'],
  not_connected: [404, 'Not connected', 'Your account is not connected to this service.'],
  unknown_provider: [404, 'Unknown provider', 'There is no such way to sign in.'],
  method_not_allowed: [405, 'Method not allowed', 'This address does not take this method.'],
  request_timeout: [408, 'Request timeout', 'The request body did not arrive in time.'],
  account_exists: [
    409,
    'You have an account already',
    'There is an account with this e-mail address. Sign in the way you did before, then connect this service on your account page.',
  ],
  identity_taken: [
    409,
    'Connected to another account',
    'This identity belongs to another account here. Disconnect it there first.',
  ],
  provider_connected: [
    409,
    'Connected already',
    'Your account has another identity of this service. Disconnect it first.',
  ],
  last_way_in: [
    409,
    'The only way in',
    'This is the only way into your account. Set a password or connect another service first.',
  ],
  consent_needed: [
    409,
    'Permission needed',
    'The service asks for your permission again. Connect it once more on your account page.',
  ],
  password_exists: [
    409,
    'You have a password already',
    'Your account has a password already. Change it instead.',
  ],
  last_admin: [
    409,
    'Last administrator',
    'This is the last administrator. Make somebody else one first.',
  ],
  token_expired: [410, 'Link or code expired', 'This link or code has expired. Ask for a new one.'],
  payload_too_large: [413, 'Request too large', 'The request body is larger than 16 KiB.'],
  unsupported_media_type: [415, 'Unsupported media type', 'Send the body as application/json.'],
  invalid_input: [422, 'Invalid input', 'Some fields need your attention.'],
  password_too_short: [422, 'Password too short', 'Use at least {minimum} characters.'],
  password_too_long: [422, 'Password too long', 'Use at most 1,000 characters.'],
  password_too_common: [
    422,
    'Password too common',
    'This password is on the list of common passwords. Choose another.',
  ],
  password_too_similar: [
    422,
    'Password too similar',
    'This password is too close to your address, your name or the name of this site.',
  ],
  password_breached: [
    422,
    'Password in a data breach',
    'This password has appeared in a data breach somewhere. Choose another.',
  ],
  password_unchanged: [422, 'Same password', 'This is the password that you have. Choose another.'],
  too_many_attempts: [429, 'Too many attempts', 'Too many attempts. Wait a little and try again.'],
  internal_error: [500, 'Something went wrong', 'Something went wrong on our side. Try again.'],
  authentication_error: [
    500,
    'Authentication error',
    'Signing in failed on our side. Try again in a moment.',
  ],
  busy: [503, 'Busy', 'We are very busy right now. Try again in a few seconds.'],
  provider_unavailable: [
    503,
    'Service not available',
    'The service that you sign in with does not answer. Try again, or sign in another way.',
  ],
  unavailable: [
    503,
    'Temporarily unavailable',
    'We cannot reach a service that we need. Try again in a few seconds.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>;

export type RefusalCode = keyof typeof refusals;

/** What fills the gaps of a sentence: `{minimum}` by the value of that name. */
export type SentenceValues = Readonly<Record<string, number>>;

/** One field that was refused: its name, a stable code and a sentence for people. */
export type FieldError = { field: string; code: string; message: string; values?: SentenceValues };

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

/** Looks up what the table says of a code: HTTP status, title and sentence. */
export function describeRefusal(
  code: RefusalCode,
  values: SentenceValues = {},
): {
  status: number;
  title: string;
  detail: string;
} {
  const [status, title, detail] = refusals[code];
  return { status, title, detail: fillSentence(detail, values) };
}

/** Fills the gaps of a sentence; one without a value stays as it is. */
export function fillSentence(sentence: string, values: SentenceValues): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** Decides whether a text from outside is one of the codes. */
export function isRefusalCode(value: string): value is RefusalCode {
  return Object.hasOwn(refusals, value);
}
