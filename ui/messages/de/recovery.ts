import type { recovery as english } from '../en/recovery.ts';

export const recovery: typeof english = {
  title: 'Passwort zurücksetzen',
};
