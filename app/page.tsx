import type { Metadata } from 'next';
import { HeroGate } from '#ui/hero-gate.tsx';
import { Welcome } from '#ui/welcome.tsx';

export const metadata: Metadata = {
  title: { absolute: 'Gatehouse: authentication for Next.js at the edge' },
};

/** The home page: static, the same for everyone but for the corner that knows who looks at it. */
export default function HomePage() {
  return (
    <div className="mx-auto w-full max-w-6xl flex-1 px-4 pb-24 sm:px-6">
      <section className="grid items-center gap-10 pt-14 pb-16 sm:pt-24 md:grid-cols-[1.15fr_1fr] lg:pb-24">
        <div>
          <h1 className="text-display">The gate in front of your Next.js site</h1>
          <p className="mt-6 mb-8 max-w-xl text-lead text-ink-soft">
            Registration, sign-in, sessions and roles, decided at the edge before a page is made.
            Every part is real, readable and yours to keep.
          </p>
          <Welcome />
        </div>
        <HeroGate />
      </section>
      <section aria-labelledby="inside" className="border-t border-line pt-14">
        <h2 id="inside" className="text-title">
          What stands behind the gate
        </h2>
        <ul className="mt-8 grid gap-x-10 gap-y-9 sm:grid-cols-2 lg:grid-cols-3">
          {parts.map(({ title, text }) => (
            <li key={title} className="border-t-2 border-accent pt-4">
              <h3 className="font-semibold">{title}</h3>
              <p className="mt-1.5 text-label text-ink-soft">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const parts = [
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
];
