import type { Metadata } from 'next';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import { isVisit } from '#app/_kit/viewer.ts';
import { freshSeconds } from '#core/access.ts';
import { type Provider, providerNames } from '#core/provider-identity.ts';
import { reauthenticatePath } from '#core/return-to.ts';
import { isFresh } from '#core/session-claims.ts';
import { ports } from '#server/ports.ts';
import { AccountPage } from '#ui/account-page.tsx';
import { Card } from '#ui/card.tsx';
import { ConnectionCard } from '#ui/connection-card.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ButtonForm, FormGroup } from '#ui/form-group.tsx';
import type { Messages } from '#ui/messages/messages.ts';
import { Notice } from '#ui/notice.tsx';
import { PasswordCard } from '#ui/password-card.tsx';
import { ProviderMark } from '#ui/provider-mark.tsx';
import { checkAccess, connectProvider, disconnectProvider } from './actions.ts';
import { connectionsNotice } from './notices.ts';
import { shownConnections } from './shown-connections.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).connections.title };
}

const path = '/account/connections';

export default memberPage(path, async ({ claims }, { searchParams }) => {
  const now = ports().clock.now();
  const language = await pageLanguage();
  const { account, connections: t } = await pageMessages();
  const isConfirmed = isFresh(claims, now, freshSeconds);
  const ways = await shownConnections(claims);
  const connected = ways?.shown.flatMap((way) => (way.connection ? [way.provider] : [])) ?? [];
  const { notice: asked } = await searchParams;
  const state = { isConfirmed, isConnected: connected.length > 0 };
  const notice = (await isVisit()) ? connectionsNotice(asked, state, t.notices) : null;

  return (
    <AccountPage path={path} title={t.title} lead={t.lead} words={account.pages}>
      {notice ? (
        <div className="-mb-6">
          <Notice {...notice} isFocused />
        </div>
      ) : null}
      {isConfirmed ? null : <AsksFirst words={t} />}
      <FormGroup id="connect" action={connectProvider}>
        <FormGroup id="disconnect" action={disconnectProvider}>
          {ways ? (
            <div className="flex flex-col gap-4">
              {ways.shown.map((way) => (
                <ConnectionCard
                  key={way.provider}
                  {...way}
                  now={now}
                  language={language}
                  words={t.card}
                />
              ))}
              {ways.shown.length > 0 ? null : <NothingSetUp words={t} />}
              <PasswordCard isSet={ways.isPasswordSet} words={t.password} />
            </div>
          ) : (
            <Unreadable words={t} />
          )}
        </FormGroup>
      </FormGroup>
      <FormGroup id="access" action={checkAccess}>
        {connected.length > 0 ? <Readable providers={connected} words={t.readable} /> : null}
      </FormGroup>
    </AccountPage>
  );
});

/** An example of a feature that works with a provider in its user's name. */
function Readable({
  providers,
  words,
}: {
  providers: readonly Provider[];
  words: Messages['connections']['readable'];
}) {
  return (
    <Card id="readable" title={words.title} lead={words.lead}>
      <ul className="divide-y divide-line">
        {providers.map((provider) => (
          <li
            key={provider}
            className="flex items-center justify-between gap-4 px-5 py-4 text-label sm:px-6"
          >
            <span className="flex items-center gap-3">
              <ProviderMark of={provider} />
              {providerNames[provider]}
            </span>
            <ButtonForm
              name="provider"
              value={provider}
              busy={words.checking}
              about={words.about(providerNames[provider])}
            >
              {words.check}
            </ButtonForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Words = { words: Messages['connections'] };

function NothingSetUp({ words }: Words) {
  return (
    <div className="card">
      <EmptyState title={words.noneTitle}>{words.noneText}</EmptyState>
    </div>
  );
}

function Unreadable({ words }: Words) {
  return (
    <div className="-mb-6">
      <Notice kind="error" title={words.unreadableTitle} text={words.unreadableText} />
    </div>
  );
}

/** Said beforehand, so that nobody is surprised by being asked. */
function AsksFirst({ words }: Words) {
  return (
    <p className="-mt-4 text-label text-ink-soft">
      {words.asksFirst}{' '}
      <a className="link inline-block py-1 pointer-coarse:py-3" href={reauthenticatePath(path)}>
        {words.confirmNow}
      </a>
    </p>
  );
}
