import { CredentialsSignin } from 'next-auth';
import { ServiceFault } from '#core/fault.ts';
import type { Refusal } from '#core/outcome.ts';
import { claimsOf } from '#core/session-claims.ts';
import { signInInput, signIn as signInWithPassword } from '#core/sign-in.ts';
import { fieldErrors } from '#core/text-input.ts';
import { noteLanguage, noteLetter, noteRefusal } from './auth-note.ts';
import { callerOf } from './caller.ts';
import { openedClaims } from './current-session.ts';
import { logFault } from './log.ts';
import { ports } from './ports.ts';

/** A sign-in that the door refused: reaches the server's callers as it is, clients as its code. */
export class SignInRefused extends CredentialsSignin {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super();
    this.code = refusal.code;
    this.refusal = refusal;
  }
}

/** Credentials to a session through the one door; throws SignInRefused for every way to say no. */
export async function passPasswordDoor(fields: Partial<Record<string, unknown>>, from: Headers) {
  const caller = callerOf(from);
  try {
    const { email, password, rememberMe } = fields;
    const isRemembered =
      rememberMe === undefined ? true : rememberMe === true || rememberMe === 'true';
    const parsed = signInInput.safeParse({ email, password, rememberMe: isRemembered });
    if (!parsed.success) {
      throw refusedFor({ code: 'invalid_input', errors: fieldErrors(parsed.error) });
    }
    const outcome = await signInWithPassword(
      ports(),
      parsed.data,
      caller,
      await openedClaims(from),
    );
    if (!outcome.ok) throw refusedFor(outcome.refusal);
    const { user, session, isDeviceNew, language } = outcome.value;
    noteLanguage(language);
    if (isDeviceNew) noteLetter();
    return { id: user.id, email: user.email, claims: claimsOf(user, session) };
  } catch (error) {
    if (error instanceof SignInRefused) throw error;
    logFault(error, { requestId: caller.requestId });
    const isOutage = error instanceof ServiceFault;
    throw refusedFor({ code: isOutage ? 'unavailable' : 'authentication_error' });
  }
}

function refusedFor(refusal: Refusal): SignInRefused {
  noteRefusal(refusal);
  return new SignInRefused(refusal);
}
