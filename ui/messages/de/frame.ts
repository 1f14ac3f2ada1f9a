import type { frame as english } from '../en/frame.ts';

export const frame: typeof english = {
  description:
    'Authentifizierung für Next.js an der Edge: Anmeldung, Sitzungen und Rollen, richtig gemacht.',
  skip: 'Zum Inhalt springen',
  yourAccount: 'Ihr Konto',
  justNow: 'gerade eben',
  missing: {
    pageTitle: 'Nicht gefunden',
    title: 'Hier ist nichts',
    text: 'Die Seite wurde verschoben, oder die Adresse enthält einen Fehler. Prüfen Sie sie oder beginnen Sie von vorn.',
    start: 'Zurück zum Anfang',
    account: 'Ihr Konto',
  },
  refused: {
    pageTitle: 'Nicht erlaubt',
    title: 'Dieses Tor bleibt für Sie geschlossen',
    text: 'Ihr Konto darf diese Seite nicht sehen. Wenn es das sollte, bitten Sie einen Administrator um die Rolle, die sie öffnet.',
    account: 'Ihr Konto',
    other: 'Anderes Konto verwenden',
  },
  unavailable: {
    pageTitle: 'Vorübergehend nicht verfügbar',
    title: 'Das Tor kann Ihre Sitzung gerade nicht prüfen',
    text: 'Ein Dienst, den wir brauchen, antwortet nicht; so lange wird niemand eingelassen. Sie wurden nicht abgemeldet, und nichts ist verloren. Meist dauert es nur ein paar Sekunden.',
    again: 'Noch einmal versuchen',
    start: 'Zurück zum Anfang',
  },
};
