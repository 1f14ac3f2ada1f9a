import type { Metadata } from 'next';
import { type Language, languages } from '#core/language.ts';
import { pathInLanguage } from '#core/static-pages.ts';
import { HeroGate } from '#ui/hero-gate.tsx';
import { messages } from '#ui/messages/messages.ts';
import { Welcome } from '#ui/welcome.tsx';

/** What the home page says of itself. */
export function homeMetadata(language: Language): Metadata {
  return { title: { absolute: messages[language].home.pageTitle } };
}

/** The home page: static, the same for everyone but for the corner that knows who looks at it. */
export function Home({ language: own }: { language: Language }) {
  const t = messages[own].home;
  return (
    <div className="mx-auto w-full max-w-6xl flex-1 px-4 pb-24 sm:px-6">
      {/* By hand and without an origin, which the build does not know. */}
      <link rel="canonical" href={pathInLanguage('/', own)} />
      {languages.map((language) => (
        <link
          key={language}
          rel="alternate"
          hrefLang={language}
          href={pathInLanguage('/', language)}
        />
      ))}
      <link rel="alternate" hrefLang="x-default" href="/" />
      <section className="grid items-center gap-10 pt-14 pb-16 sm:pt-24 md:grid-cols-[1.15fr_1fr] lg:pb-24">
        <div>
          <h1 className="text-display">{t.title}</h1>
          <p className="mt-6 mb-8 max-w-xl text-lead text-ink-soft">{t.lead}</p>
          <Welcome />
        </div>
        <HeroGate />
      </section>
      <section aria-labelledby="inside" className="border-t border-line pt-14">
        <h2 id="inside" className="text-title">
          {t.partsTitle}
        </h2>
        <ul className="mt-8 grid gap-x-10 gap-y-9 sm:grid-cols-2 lg:grid-cols-3">
          {t.parts.map(({ title, text }) => (
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
