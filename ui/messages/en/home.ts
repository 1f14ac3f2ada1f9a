/** The home page. */
export const home = {
  pageTitle: 'Gatehouse: authentication for Next.js at the edge',
  title: 'The gate in front of your Next.js site',
  lead: 'Registration, sign-in, sessions and roles, decided at the edge before a page is made. Every part is real, readable and yours to keep.',
  partsTitle: 'What stands behind the gate',
  parts: [
    {
      title: 'Closed unless opened',
      text: 'One table says who may see which path. What it does not name is refused, in the middleware and again in the page.',
    },
    {
      title: 'Sessions that travel light',
      text: 'An encrypted cookie of a few hundred bytes, opened at the edge in a fraction of a millisecond. Its keys rotate without signing anyone out.',
    },
    {
      title: 'Passwords kept well',
      text: 'Argon2id, long phrases welcome, common ones refused. A stranger cannot tell from any answer which addresses have an account.',
    },
    {
      title: 'Addresses that are proven',
      text: 'A letter with a link and a code. Opening the link changes nothing; only your press on the button does.',
    },
    {
      title: 'Works without JavaScript',
      text: 'Every form is a form. Scripts make it quicker and nothing depends on them. Keyboard, screen reader and a narrow phone are at home.',
    },
    {
      title: 'Runs on your machine',
      text: 'One command brings up the site with its database, cache and mailbox. No account to open, no variable to set.',
    },
  ],
};
