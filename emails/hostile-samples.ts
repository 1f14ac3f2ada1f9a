import { friendlySamples, lettersOf, type Samples } from './samples.ts';

const markup = `</p><img src=x onerror="alert('1')"><b>&amp;`;
const header = '\r\nBcc: all@evil.example\r\n\r\n';
const turned = '\u202egro.live\u2066 \u2028\u2029\0\u0007\u001b[31m\ud800';
const breaking = `"><script>alert(1)</script><a href='//evil.example'>`;

const name = `${markup}${header}${turned}`;
const notice = {
  name,
  device: `${markup}${turned}`,
  place: `${markup}${header}`,
  disownLink: `https://gatehouse.example/not-me?token=${breaking}`,
};
const connectionsLink = `https://gatehouse.example/account/connections#${breaking}`;
const signInLink = `https://gatehouse.example/sign-in?a=1&b=${breaking}`;
const link = `https://gatehouse.example/page?token=${breaking}`;
const friendly = friendlySamples;

/**
 * Every letter with props that someone wrote to do harm, as far as a letter takes them at all: its
 * links are web addresses still, its counts, moments, roles and providers what they must be.
 */
export const hostileSamples: Samples = {
  'verify-email': { name, link, code: `1${header}${markup}`, hours: '1' },
  'existing-account': { name, signInLink, resetLink: link },
  'reset-password': { name, link, minutes: '1' },
  'no-password': { name, signInLink },
  'confirm-address': { name, link, hours: '99999' },
  'address-in-use': { name, signInLink },
  'password-changed': { ...friendly['password-changed'], ...notice },
  'password-reset': { ...friendly['password-reset'], ...notice },
  'password-set': { ...friendly['password-set'], ...notice },
  'address-changed': {
    ...friendly['address-changed'],
    ...notice,
    newAddress: `${markup}${turned}@evil.example`,
    undoLink: link,
    disownLink: link,
  },
  'address-taken': { ...friendly['address-taken'], ...notice },
  'address-restored': { ...friendly['address-restored'], ...notice },
  'new-device': { ...friendly['new-device'], ...notice },
  'role-changed': { ...friendly['role-changed'], ...notice },
  'account-disabled': { ...friendly['account-disabled'], ...notice, until: '' },
  'account-enabled': { ...friendly['account-enabled'], ...notice },
  'connection-added': { ...friendly['connection-added'], ...notice, connectionsLink },
  'connection-removed': { ...friendly['connection-removed'], ...notice, connectionsLink },
};

/** The same, in the order of core/letters.ts. */
export const hostileLetters = lettersOf(hostileSamples);
