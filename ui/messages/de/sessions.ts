import type { sessions as english } from '../en/sessions.ts';

export const sessions: typeof english = {
  title: 'Sitzungen',
  lead: 'Wo Sie angemeldet sind und wie Sie das beenden.',
  confirmedTitle: 'Danke, Sie sind es',
  confirmedText: 'Noch wurde nichts beendet. Sie können es jetzt tun.',
  asksFirst:
    'Ihre Anmeldung ist mehr als zehn Minuten her. Bevor wir eine Sitzung beenden, fragen wir deshalb nach Ihrem Passwort.',
  confirmNow: 'Jetzt bestätigen',
  unreadableTitle: 'Die Liste ist gerade nicht lesbar',
  unreadableText:
    'Wir erreichen einen Dienst nicht, den wir brauchen. Ihre Sitzungen sind, wie sie waren; versuchen Sie es in ein paar Sekunden noch einmal.',
  thisSession: 'Diese Sitzung',
  signOut: 'Abmelden',
  others: 'Andere Sitzungen',
  othersCounted: (count) => `Andere Sitzungen (${count})`,
  end: 'Sitzung beenden',
  ending: 'Wird beendet …',
  about: (device, place) => `von ${device}, ${place}`,
  unknownPlace: 'Ort unbekannt',
  emptyTitle: 'Sie sind sonst nirgends angemeldet',
  emptyText:
    'Wenn Sie sich auf einem anderen Gerät oder in einem anderen Browser anmelden, steht es hier. Eine Sitzung, die Sie nicht kennen, können Sie sofort beenden.',
  row: {
    thisDevice: 'Dieses Gerät',
    noPlace: 'Ort unbekannt',
    activeNow: 'Gerade aktiv',
    lastSeen: 'Zuletzt gesehen',
    signedInOn: 'Angemeldet am',
    by: (method) => ` mit ${method}`,
    password: 'Passwort',
  },
  inOneGo: 'Auf einmal abmelden',
  endOthers: 'Auf allen anderen Geräten abmelden',
  endOthersText:
    'Beendet alle Sitzungen außer dieser: wenn ein Gerät verloren ging oder die Liste seltsam aussieht.',
  noOthers: 'Es gibt keine andere Sitzung zu beenden.',
  endAll: 'Überall abmelden',
  endAllText: 'Beendet alle Sitzungen, auch diese. Danach melden Sie sich neu an.',
  signingOut: 'Wird abgemeldet …',
  notices: {
    ended: { title: 'Sitzung beendet', text: 'Dieses Gerät ist in wenigen Sekunden abgemeldet.' },
    gone: {
      title: 'Diese Sitzung war schon beendet',
      text: 'Die Liste ist wieder auf dem neuesten Stand.',
    },
    othersEnded: {
      title: 'Überall sonst abgemeldet',
      text: 'Alle anderen Geräte sind in wenigen Sekunden abgemeldet. Dieses bleibt angemeldet.',
    },
  },
  devices: {
    on: (browser, system) => `${browser} unter ${system}`,
    unknown: 'Unbekanntes Gerät',
  },
};
