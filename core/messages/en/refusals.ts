import type { RefusalCode } from '../../outcome.ts';

/** What refusals say to people: title and sentence of each code. */
export const refusals: Record<RefusalCode, readonly [title: string, detail: string]> = {
  invalid_json: ['Malformed JSON', 'The request body is not valid JSON.'],
  invalid_request: ['Bad request', 'This request cannot be read.'],
  token_invalid: [
    'Link or code not valid',
    'This link or code is not valid or was used already. Ask for a new one.',
  ],
  signature_invalid: [
    'Signature not valid',
    'The signature of this message is missing, wrong or too old.',
  ],
  unauthenticated: ['Not signed in', 'Sign in to continue.'],
  session_revoked: ['Session ended', 'This session was ended. Sign in again.'],
  invalid_credentials: ['Wrong credentials', 'The e-mail address or the password is wrong.'],
  forbidden: ['Not allowed', 'Your account is not allowed to do this.'],
  cross_origin: ['Cross-origin request', 'This request came from another site.'],
  csrf_failed: ['Form expired', 'This form has expired. Reload the page and try again.'],
  access_denied: ['Access denied', 'Access was denied.'],
  email_not_verified: [
    'E-mail address not confirmed',
    'Confirm your e-mail address first. We can send you a new link.',
  ],
  reauthentication_required: [
    'Confirm that it is you',
    'This needs a recent sign-in. Confirm that it is you, then go on.',
  ],
  invalid_password: ['Wrong password', 'This is not your password.'],
  provider_email_unverified: [
    'Address not confirmed there',
    'The service that you signed in with has not confirmed an e-mail address for you. Confirm it there, or sign in with a password.',
  ],
  account_disabled: ['Account disabled', 'This account is disabled. Contact support.'],
  not_found: ['Not found', 'There is nothing at this address.'],
  not_connected: ['Not connected', 'Your account is not connected to this service.'],
  unknown_provider: ['Unknown provider', 'There is no such way to sign in.'],
  method_not_allowed: ['Method not allowed', 'This address does not take this method.'],
  request_timeout: ['Request timeout', 'The request body did not arrive in time.'],
  account_exists: [
    'You have an account already',
    'There is an account with this e-mail address. Sign in the way you did before, then connect this service on your account page.',
  ],
  identity_taken: [
    'Connected to another account',
    'This identity belongs to another account here. Disconnect it there first.',
  ],
  provider_connected: [
    'Connected already',
    'Your account has another identity of this service. Disconnect it first.',
  ],
  last_way_in: [
    'The only way in',
    'This is the only way into your account. Set a password or connect another service first.',
  ],
  consent_needed: [
    'Permission needed',
    'The service asks for your permission again. Connect it once more on your account page.',
  ],
  password_exists: [
    'You have a password already',
    'Your account has a password already. Change it instead.',
  ],
  last_admin: [
    'Last administrator',
    'This is the last administrator. Make somebody else one first.',
  ],
  token_expired: ['Link or code expired', 'This link or code has expired. Ask for a new one.'],
  payload_too_large: ['Request too large', 'The request body is larger than 16 KiB.'],
  unsupported_media_type: ['Unsupported media type', 'Send the body as application/json.'],
  invalid_input: ['Invalid input', 'Some fields need your attention.'],
  password_too_short: ['Password too short', 'Use at least {minimum} characters.'],
  password_too_long: ['Password too long', 'Use at most 1,000 characters.'],
  password_too_common: [
    'Password too common',
    'This password is on the list of common passwords. Choose another.',
  ],
  password_too_similar: [
    'Password too similar',
    'This password is too close to your address, your name or the name of this site.',
  ],
  password_breached: [
    'Password in a data breach',
    'This password has appeared in a data breach somewhere. Choose another.',
  ],
  password_unchanged: ['Same password', 'This is the password that you have. Choose another.'],
  too_many_attempts: ['Too many attempts', 'Too many attempts. Wait a little and try again.'],
  internal_error: ['Something went wrong', 'Something went wrong on our side. Try again.'],
  authentication_error: [
    'Authentication error',
    'Signing in failed on our side. Try again in a moment.',
  ],
  busy: ['Busy', 'We are very busy right now. Try again in a few seconds.'],
  provider_unavailable: [
    'Service not available',
    'The service that you sign in with does not answer. Try again, or sign in another way.',
  ],
  unavailable: [
    'Temporarily unavailable',
    'We cannot reach a service that we need. Try again in a few seconds.',
  ],
};

/** Says how long to wait, after the sentence of a refusal. */
export function waitSentence(seconds: number): string {
  return `You can try again in ${seconds < 90 ? inSeconds(seconds) : `${Math.ceil(seconds / 60)} minutes`}.`;
}

function inSeconds(seconds: number): string {
  return seconds === 1 ? 'one second' : `${seconds} seconds`;
}
