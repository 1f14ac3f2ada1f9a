import type { Metadata } from 'next';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { certainViewer, isVisit } from '#app/_kit/viewer.ts';
import { describeAuthError } from '#core/auth-errors.ts';
import { isProvider } from '#core/provider-identity.ts';
import { configuredProviders } from '#server/providers.ts';
import { DeadEnd } from '#ui/dead-end.tsx';
import { ProviderButtons } from '#ui/provider-buttons.tsx';
import { startProvider } from '../../sign-in/actions.ts';
import { type Query, returnPath } from '../../visit.ts';
import { mayGoBetter, waysOn } from './ways-on.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { pageTitle } = (await pageMessages()).signingIn.authError;
  return { title: pageTitle, robots: { index: false } };
}

/** What went wrong, from a fixed list: of the query nothing is shown, known ids excepted. */
export default async function AuthErrorPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const { code, title, text } = describeAuthError(await pageLanguage(), query.error, query.code);
  const isSignedIn = (await isVisit()) && (await certainViewer()) !== null;
  const [first, second] = waysOn(code, isSignedIn);
  const { provider } = query;
  const { signingIn } = await pageMessages();
  const t = signingIn.authError;
  const isAgain = !isSignedIn && mayGoBetter(code);
  const again =
    isAgain && isProvider(provider) && configuredProviders().includes(provider) ? provider : null;

  return (
    <DeadEnd
      gate="shut"
      code={t.kind}
      title={title}
      ways={
        <>
          <a className={`button ${again ? 'button-quiet' : 'button-primary'}`} href={first.href}>
            {t.ways[first.name]}
          </a>
          <a className="button button-quiet" href={second.href}>
            {t.ways[second.name]}
          </a>
        </>
      }
    >
      <p>{text}</p>
      <p className="mt-3 text-caption">
        {`${t.code} `}
        <code className="font-mono">{code}</code>
      </p>
      {again ? (
        <div className="mx-auto mt-8 w-full sm:max-w-72">
          <ProviderButtons
            action={startProvider}
            providers={[again]}
            returnTo={returnPath(query.returnTo)}
            lastUsed={null}
            words={signingIn}
          />
        </div>
      ) : null}
    </DeadEnd>
  );
}
