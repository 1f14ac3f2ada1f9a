import type { PasswordPolicy } from '../core/ports.ts';
// By path and not by `#`: next.config.ts imports this file, and it cannot resolve `#`.
import { isLocalhost } from './env-rules.ts';

/** How passwords are judged, and where breached ones are looked up (null: nowhere). */
export type PasswordSettings = {
  passwordPolicy: PasswordPolicy;
  breachedPasswordsUrl: string | null;
};

/** The range API of Have I Been Pwned: free, without a key, and it never sees a password. */
export const breachedPasswordsApi = 'https://api.pwnedpasswords.com';

type Settings = Readonly<Record<string, string | undefined>>;

/** Reads how passwords are judged; a stand-in on this machine comes before the real list. */
export function passwordSettings(settings: Settings): PasswordSettings {
  const { PASSWORD_MINIMUM, BREACHED_PASSWORDS_URL, BREACHED_PASSWORDS_LOCAL_URL } = settings;
  const url = BREACHED_PASSWORDS_LOCAL_URL || BREACHED_PASSWORDS_URL || breachedPasswordsApi;
  return {
    passwordPolicy: { minimum: Number(PASSWORD_MINIMUM || 15) },
    breachedPasswordsUrl: url === 'off' ? null : url.replace(/\/+$/, ''),
  };
}

/** What is wrong with the variables of passwords, a line each. */
export function passwordRules(settings: Settings): string[] {
  const { PASSWORD_MINIMUM, BREACHED_PASSWORDS_URL, BREACHED_PASSWORDS_LOCAL_URL } = settings;
  const lines: string[] = [];
  if (PASSWORD_MINIMUM && !/^(1[2-9]|[2-5]\d|6[0-4])$/.test(PASSWORD_MINIMUM)) {
    lines.push('PASSWORD_MINIMUM must be a whole number from 12 to 64');
  }
  if (BREACHED_PASSWORDS_URL && !isListAddress(BREACHED_PASSWORDS_URL)) {
    lines.push('BREACHED_PASSWORDS_URL must be a URL that begins with https://, or off');
  }
  if (BREACHED_PASSWORDS_LOCAL_URL && !isLocalhost(BREACHED_PASSWORDS_LOCAL_URL)) {
    lines.push(
      'BREACHED_PASSWORDS_LOCAL_URL stands in for a real service and is honoured for addresses on localhost only',
    );
  }
  return lines;
}

function isListAddress(value: string): boolean {
  return value === 'off' || (URL.canParse(value) && value.startsWith('https://'));
}
