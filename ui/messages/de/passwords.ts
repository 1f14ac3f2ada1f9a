import type { passwords as english } from '../en/passwords.ts';

export const passwords: typeof english = {
  title: 'Passwort',
};
