import type { Messages } from './shape.ts';

/** What all notices say in German. */
export const notice: Messages['notice'] = {
  preheader: (on) => `Es geschah ${on}. Wenn Sie es nicht waren, steht hier, was zu tun ist.`,
  own: 'Wenn Sie es waren, ist nichts zu tun. Wenn nicht, wählen Sie „Das war ich nicht“: Damit enden alle Sitzungen Ihres Kontos, und Sie erhalten eine Nachricht, mit der Sie ein neues Passwort wählen können.',
  byStaff:
    'Wenn Sie davon wissen, ist nichts zu tun. Wenn jemand anders Ihr Konto benutzen könnte, wählen Sie „Das war ich nicht“: Damit enden alle Sitzungen Ihres Kontos, und Sie erhalten eine Nachricht, mit der Sie ein neues Passwort wählen können.',
  besides:
    'Wenn jemand anders Ihr Konto benutzen könnte, wählen Sie „Das war ich nicht“: Damit enden alle Sitzungen Ihres Kontos, und Sie erhalten eine Nachricht, mit der Sie ein neues Passwort wählen können.',
  disown: 'Das war ich nicht',
  open: 'Das war ich nicht:',
  unasked:
    'Nachrichten wie diese sagen Ihnen, was mit Ihrem Konto geschieht. Sie lassen sich nicht abbestellen, und sie fragen nie nach Ihrem Passwort.',
};

/** What each notice says in German. */
export const notices: Messages['notices'] = {
  'password-changed': ({ site, happened }) => ({
    subject: `Ihr Passwort bei ${site} wurde geändert`,
    heading: 'Ihr Passwort wurde geändert',
    lead: [`das Passwort Ihres Kontos bei ${site} wurde geändert: ${happened}.`],
  }),
  'password-reset': ({ site, happened }) => ({
    subject: `Ihr Passwort bei ${site} wurde zurückgesetzt`,
    heading: 'Ihr Passwort wurde zurückgesetzt',
    lead: [
      `für Ihr Konto bei ${site} wurde ein neues Passwort gewählt: ${happened}. Alle Sitzungen wurden beendet; von nun an melden Sie sich mit dem neuen Passwort an.`,
    ],
  }),
  'password-set': ({ site, happened }) => ({
    subject: `Ihr Konto bei ${site} hat jetzt ein Passwort`,
    heading: 'Ihr Konto hat jetzt ein Passwort',
    lead: [
      `für Ihr Konto bei ${site} wurde erstmals ein Passwort festgelegt: ${happened}. Sie können sich damit anmelden und wie bisher über die Dienste, die Sie verbunden haben.`,
    ],
  }),
  'address-changed': ({ site, happened, newAddress, lifetime }) => ({
    subject: `Die Adresse Ihres Kontos bei ${site} wurde geändert`,
    heading: 'Ihre Adresse wurde geändert',
    preheader: `Wenn Sie es nicht waren, machen Sie die Änderung innerhalb von ${lifetime} rückgängig.`,
    lead: [
      `die E-Mail-Adresse Ihres Kontos bei ${site} wurde in ${newAddress} geändert: ${happened}. Unsere Nachrichten gehen von nun an dorthin.`,
      'Wenn Sie es waren, ist nichts zu tun. Wenn Sie das nicht waren, machen Sie die Änderung rückgängig: Ihr Konto erhält diese Adresse zurück, alle Sitzungen enden, das Passwort gilt nicht mehr, und Sie erhalten eine Nachricht, mit der Sie ein neues wählen können.',
    ],
    button: 'Änderung rückgängig machen',
    open: 'Öffnen Sie diese Seite und machen Sie die Änderung dort rückgängig:',
    expiry: `Der Link gilt einmal, innerhalb von ${lifetime}.`,
    unasked: notice.unasked,
  }),
  'address-taken': ({ site, happened }) => ({
    subject: `Dies ist jetzt Ihre Adresse bei ${site}`,
    heading: 'Ihre neue Adresse gilt jetzt',
    lead: [
      `die E-Mail-Adresse Ihres Kontos bei ${site} wurde in diese geändert: ${happened}. Von nun an melden Sie sich mit ihr an, und unsere Nachrichten kommen hierher.`,
    ],
  }),
  'address-restored': ({ site, happened }) => ({
    subject: `Ihr Konto bei ${site} hat wieder seine alte Adresse`,
    heading: 'Die Änderung wurde rückgängig gemacht',
    lead: [
      `die Änderung der E-Mail-Adresse Ihres Kontos bei ${site} wurde rückgängig gemacht: ${happened}. Sie melden sich wieder mit dieser Adresse an. Alle Sitzungen wurden beendet, und das Passwort gilt nicht mehr: Mit einer weiteren Nachricht können Sie ein neues wählen.`,
    ],
  }),
  'new-device': ({ site, happened }) => ({
    subject: `Neue Anmeldung an Ihrem Konto bei ${site}`,
    heading: 'Anmeldung mit einem neuen Gerät',
    lead: [
      `jemand hat sich an Ihrem Konto bei ${site} angemeldet: ${happened}. Dieses Gerät war uns bisher nicht bekannt.`,
    ],
  }),
  'role-changed': ({ site, happened, role }) => ({
    subject: `Ihre Rolle bei ${site} wurde geändert`,
    heading: 'Ihre Rolle wurde geändert',
    lead: [`die Rolle Ihres Kontos bei ${site} wurde in „${role}“ geändert: ${happened}.`],
  }),
  'account-disabled': ({ site, happened, until }) => ({
    subject: `Ihr Konto bei ${site} wurde gesperrt`,
    heading: 'Ihr Konto wurde gesperrt',
    lead: [
      until === null
        ? `Ihr Konto bei ${site} wurde gesperrt: ${happened}. Alle Sitzungen wurden beendet, und Sie können sich nicht mehr anmelden.`
        : `Ihr Konto bei ${site} wurde gesperrt: ${happened}. Alle Sitzungen wurden beendet, und Sie können sich bis zum ${until} nicht anmelden. Danach steht Ihnen das Konto von selbst wieder offen.`,
    ],
  }),
  'account-enabled': ({ site, happened }) => ({
    subject: `Ihr Konto bei ${site} ist wieder freigegeben`,
    heading: 'Ihr Konto ist wieder freigegeben',
    lead: [
      `Ihr Konto bei ${site} wurde wieder freigegeben: ${happened}. Sie können sich wie bisher anmelden.`,
    ],
  }),
  'connection-added': ({ site, happened, provider }) => ({
    subject: `${provider} wurde mit Ihrem Konto bei ${site} verbunden`,
    heading: 'Ein neuer Weg in Ihr Konto',
    preheader: `Sie können sich von nun an bei ${site} mit ${provider} anmelden.`,
    lead: [
      `${provider} wurde mit Ihrem Konto bei ${site} verbunden: ${happened}. Von nun an können Sie sich damit anmelden. Wenn Sie es waren, ist nichts zu tun.`,
    ],
    button: 'Verbindungen ansehen',
    open: 'Ihre Verbindungen:',
    second: {
      sentence: `Wenn Sie es nicht waren, trennen Sie ${provider} auf dieser Seite. ${notice.besides}`,
      label: notice.disown,
    },
    unasked: notice.unasked,
  }),
  'connection-removed': ({ site, happened, provider }) => ({
    subject: `${provider} wurde von Ihrem Konto bei ${site} getrennt`,
    heading: 'Ein Weg in Ihr Konto weniger',
    preheader: `Sie können sich bei ${site} nicht mehr mit ${provider} anmelden.`,
    lead: [
      `${provider} wurde von Ihrem Konto bei ${site} getrennt: ${happened}. Sie können sich nicht mehr damit anmelden; Ihre anderen Anmeldewege bleiben, wie sie sind. Wenn Sie es waren, ist nichts zu tun.`,
    ],
    button: 'Verbindungen ansehen',
    open: 'Ihre Verbindungen:',
    second: {
      sentence: `Wenn Sie es nicht waren, melden Sie sich auf einem anderen Weg an und verbinden Sie ${provider} auf dieser Seite wieder. ${notice.besides}`,
      label: notice.disown,
    },
    unasked: notice.unasked,
  }),
};
