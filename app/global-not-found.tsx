import './globals.css';
import type { Metadata } from 'next';
import { SiteFrame, siteMetadata } from '#app/_kit/site-frame.tsx';
import { languages } from '#core/language.ts';
import { messages } from '#ui/messages/messages.ts';
import { MissingPage } from '#ui/missing-page.tsx';
import { SessionProvider } from '#ui/session-provider.tsx';

const [first, ...others] = languages;
const titles = languages.map((language) => messages[language].frame.missing.pageTitle);

export const metadata: Metadata = {
  ...siteMetadata(first),
  title: `${titles.join(' · ')} · Gatehouse`,
};

export { viewport } from './layout.tsx';

/**
 * What the framework says where nothing is: one static body for everyone, so that it speaks every
 * language, each marked as what it is.
 */
export default function GlobalNotFound() {
  return (
    <SessionProvider>
      <SiteFrame language={first}>
        <MissingPage words={messages[first].frame.missing} />
        {others.map((language) => (
          <section key={language} lang={language} className="border-t border-line">
            <MissingPage words={messages[language].frame.missing} gate={null} />
          </section>
        ))}
      </SiteFrame>
    </SessionProvider>
  );
}
