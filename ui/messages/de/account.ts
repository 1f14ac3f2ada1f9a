import type { account as english } from '../en/account.ts';

export const account: typeof english = {
  roles: { user: 'Benutzer', support: 'Support', admin: 'Administrator' },
  pages: {
    label: 'Seiten des Kontos',
    account: 'Konto',
    security: 'Sicherheit',
    sessions: 'Sitzungen',
    connections: 'Verbindungen',
  },
  overview: {
    title: 'Ihr Konto',
    lead: 'Was wir über Sie und diese Sitzung wissen.',
    signOut: 'Abmelden',
    profile: 'Profil',
    name: 'Name',
    nameMissing: 'Nicht angegeben',
    email: 'E-Mail-Adresse',
    confirmed: 'Bestätigt',
    notConfirmed: 'Nicht bestätigt',
    role: 'Rolle',
    session: 'Diese Sitzung',
    sessionLead: 'Auf diesem Gerät und in diesem Browser.',
    signedIn: 'Angemeldet',
    lastSeen: 'Zuletzt gesehen',
    ends: 'Endet',
    endsNote: 'Danach melden Sie sich neu an. Abmelden beendet sie sofort.',
  },
  language: {
    title: 'Sprache',
    lead: 'Die Sprache dieser Seiten und unserer E-Mails an Sie.',
    submit: 'Speichern',
    submitting: 'Wird gespeichert …',
    doneTitle: 'Sprache gewählt',
    doneText: 'Seiten und E-Mails sind von jetzt an auf Deutsch.',
  },
  security: {
    title: 'Sicherheit',
    lead: 'Was Ihr Konto bei Ihnen hält.',
    password: 'Passwort',
    passwordLead:
      'Wenn Sie es ändern, werden alle anderen Geräte abgemeldet. Dieses bleibt angemeldet.',
    account: 'Ihr Konto',
    submit: 'Passwort ändern',
    submitting: 'Wird geändert …',
    devices: 'Geräte',
    sessions: 'Ihre Sitzungen',
    sessionsText:
      'Sehen Sie, wo Sie angemeldet sind, und beenden Sie Sitzungen, die Sie nicht kennen.',
    changedTitle: 'Passwort geändert',
    changedText: 'Alle anderen Geräte sind abgemeldet. Dieses bleibt angemeldet.',
  },
};
