import type { Letter } from '#core/letters.ts';
import type { Site } from '#core/ports.ts';

/** The site that the sample letters speak of. */
export const sampleSite: Site = { name: 'Gatehouse', origin: 'https://gatehouse.example' };

const verifyLink = 'https://gatehouse.example/verify-email?token=';
const connectionsLink = 'https://gatehouse.example/account/connections';
const friendlyToken = 'q7Jx0cRzN4m2Wd8VtLhYpKs5aGfEuB1oXiTnCvHjS3w';

/** Every letter as most readers get it. */
export const friendlyLetters: Letter[] = [
  {
    template: 'verify-email',
    props: { name: 'Ada', link: verifyLink + friendlyToken, code: '40719263', hours: '24' },
  },
  {
    template: 'existing-account',
    props: { name: '', signInLink: 'https://gatehouse.example/sign-in' },
  },
  {
    template: 'connection-added',
    props: { name: 'Ada', provider: 'GitHub', connectionsLink },
  },
  {
    template: 'connection-removed',
    props: { name: 'Ada', provider: 'Microsoft', connectionsLink },
  },
];

const hostileWords = `</p><img src=x onerror="alert('1')"><b>&amp;`;

/** Every letter with props that someone wrote to do harm; the links are web addresses still. */
export const hostileLetters: Letter[] = [
  {
    template: 'verify-email',
    props: {
      name: `${hostileWords}\r\nBcc: all@evil.example`,
      link: `${verifyLink}"><script>alert(1)</script>`,
      code: hostileWords,
      hours: `1\r\n\r\n${hostileWords}`,
    },
  },
  {
    template: 'existing-account',
    props: {
      name: hostileWords,
      signInLink: `https://gatehouse.example/sign-in?a=1&b='"><a href=//evil.example>`,
    },
  },
  {
    template: 'connection-added',
    props: {
      name: hostileWords,
      provider: `${hostileWords}\r\nBcc: all@evil.example`,
      connectionsLink: `${connectionsLink}?a='"><script>alert(1)</script>`,
    },
  },
  {
    template: 'connection-removed',
    props: {
      name: hostileWords,
      provider: `${hostileWords}\u2028\0`,
      connectionsLink: `${connectionsLink}#"><b>`,
    },
  },
];
