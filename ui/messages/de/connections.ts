import type { connections as english } from '../en/connections.ts';

export const connections: typeof english = {
  title: 'Verbindungen',
  lead: 'Die Wege in Ihr Konto.',
  asksFirst:
    'Ihre Anmeldung ist mehr als zehn Minuten her. Bevor wir etwas verbinden oder trennen, fragen wir deshalb, wer Sie sind.',
  confirmNow: 'Jetzt bestätigen',
  noneTitle: 'Kein Dienst eingerichtet',
  noneText:
    'Diese Website bietet noch keine Anmeldung über andere Dienste an. Sobald sie es tut, verbinden Sie sie hier.',
  unreadableTitle: 'Ihre Verbindungen sind gerade nicht lesbar',
  unreadableText:
    'Wir erreichen einen Dienst nicht, den wir brauchen. Ihre Zugänge sind, wie sie waren; versuchen Sie es in ein paar Sekunden noch einmal.',
  notices: {
    connected: {
      title: 'Verbunden',
      text: 'Von jetzt an können Sie sich über diesen Dienst anmelden.',
    },
    confirmed: {
      title: 'Danke, Sie sind es',
      text: 'Noch wurde nichts geändert. Sie können es jetzt tun.',
    },
    disconnected: (name) => ({
      title: `${name} ist getrennt`,
      text: `Es ist kein Weg mehr in Ihr Konto. Wir bitten ${name}, den Zugriff zurückzunehmen, den es uns gegeben hat.`,
    }),
    access: (name, end) => ({
      title: `${name} gewährt Zugriff`,
      text: `Es gibt ein gültiges Token, ${end}. Es bleibt auf dem Server.`,
    }),
    until: (moment) => `gültig bis ${moment}`,
    untilTakenBack: 'gültig, bis es dort zurückgenommen wird',
  },
  card: {
    connect: 'Verbinden',
    connectAgain: 'Neu verbinden',
    going: (name) => `Weiter zu ${name} …`,
    disconnect: 'Trennen',
    disconnecting: 'Wird getrennt …',
    invitation: (name) => `Verbinden Sie es, um sich auch mit ${name} anzumelden.`,
    needsConsent: (name) =>
      `${name} bittet noch einmal um Ihre Erlaubnis, bevor diese Website dort etwas lesen darf. Die Anmeldung damit geht weiterhin.`,
    notOffered:
      'Diese Website bietet es nicht mehr an: Sie können sich damit jetzt nicht anmelden.',
    states: {
      none: 'Nicht verbunden',
      consent: 'Erlaubnis nötig',
      connected: 'Verbunden',
    },
    noEmail: 'Hat keine E-Mail-Adresse angegeben',
    lastUsed: 'Zuletzt benutzt',
    neverUsed: 'Noch nie zur Anmeldung benutzt',
    connectedOn: 'Verbunden am',
    mayUse: 'Darf auch verwenden:',
  },
  password: {
    name: 'Passwort',
    set: 'Festgelegt',
    notSet: 'Nicht festgelegt',
    security: 'Sicherheit',
    isSet: 'Sie können sich mit Ihrer E-Mail-Adresse und einem Passwort anmelden.',
    isNotSet: 'Dieses Konto hat keines. Sie melden sich mit den Diensten oben an.',
  },
  readable: {
    title: 'Was diese Website lesen kann',
    lead: 'Ihren Namen, Ihre E-Mail-Adresse und Ihr Bild dort. Kein Dienst wird etwas gefragt, bevor Sie seinen Knopf drücken.',
    check: 'Zugriff prüfen',
    checking: 'Wird geprüft …',
    about: (name) => `von ${name}`,
  },
};
