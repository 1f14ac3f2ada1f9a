import type { islands as english } from '../en/islands.ts';

export const islands: typeof english = {
  account: 'Konto',
  yourAccount: 'Ihr Konto',
  admin: 'Verwaltung',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  createAccount: 'Konto anlegen',
  createAnAccount: 'Konto anlegen',
  signedInAs: 'Angemeldet als',
  notSignedIn: 'Sie sind nicht angemeldet.',
  goOn: 'Weiter',
  optional: 'Freiwillig',
  show: 'Anzeigen',
  hide: 'Verbergen',
  fields: {
    name: 'Name',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    currentPassword: 'Jetziges Passwort',
    newPassword: 'Neues Passwort',
    code: 'Code',
  },
  shownPassword: '{password} anzeigen',
  hiddenPassword: '{password} verbergen',
  passwords: {
    password: 'Passwort',
    currentPassword: 'Jetziges Passwort',
    newPassword: 'Neues Passwort',
  },
  fault: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Es lag nicht an Ihnen. Versuchen Sie es gleich noch einmal.',
    again: 'Noch einmal versuchen',
    start: 'Zurück zum Anfang',
    reference: 'Kennzeichen:',
  },
};
