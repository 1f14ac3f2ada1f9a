import type { home as english } from '../en/home.ts';

export const home: typeof english = {
  pageTitle: 'Gatehouse: Authentifizierung für Next.js an der Edge',
  title: 'Das Tor vor Ihrer Next.js-Website',
  lead: 'Registrierung, Anmeldung, Sitzungen und Rollen, an der Edge entschieden, bevor eine Seite entsteht. Jedes Teil ist echt, lesbar und gehört Ihnen.',
  partsTitle: 'Was hinter dem Tor steht',
  parts: [
    {
      title: 'Zu, solange nichts öffnet',
      text: 'Eine Tabelle sagt, wer welchen Pfad sehen darf. Was sie nicht nennt, wird abgewiesen, in der Middleware und noch einmal in der Seite.',
    },
    {
      title: 'Sitzungen mit leichtem Gepäck',
      text: 'Ein verschlüsseltes Cookie von wenigen hundert Byte, an der Edge im Bruchteil einer Millisekunde geöffnet. Seine Schlüssel wechseln, ohne dass jemand abgemeldet wird.',
    },
    {
      title: 'Gut verwahrte Passwörter',
      text: 'Argon2id, lange Sätze willkommen, häufige Passwörter abgelehnt. Aus keiner Antwort erfahren Fremde, welche Adressen ein Konto haben.',
    },
    {
      title: 'Bestätigte Adressen',
      text: 'Eine E-Mail mit Link und Code. Den Link zu öffnen ändert nichts; erst Ihr Druck auf den Knopf tut es.',
    },
    {
      title: 'Auch ohne JavaScript',
      text: 'Jedes Formular ist ein Formular. Skripte machen es schneller, und nichts hängt von ihnen ab. Tastatur, Screenreader und schmale Telefone sind zu Hause.',
    },
    {
      title: 'Läuft auf Ihrem Rechner',
      text: 'Ein Befehl startet die Website mit Datenbank, Cache und Postfach. Kein Konto zu eröffnen, keine Variable zu setzen.',
    },
  ],
};
