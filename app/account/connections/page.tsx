import type { Metadata } from 'next';
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
import { Notice } from '#ui/notice.tsx';
import { PasswordCard } from '#ui/password-card.tsx';
import { ProviderMark } from '#ui/provider-mark.tsx';
import { checkAccess, connectProvider, disconnectProvider } from './actions.ts';
import { connectionsNotice } from './notices.ts';
import { shownConnections } from './shown-connections.ts';

export const metadata: Metadata = { title: 'Connections' };

const path = '/account/connections';

export default memberPage(path, async ({ claims }, { searchParams }) => {
  const now = ports().clock.now();
  const isConfirmed = isFresh(claims, now, freshSeconds);
  const ways = await shownConnections(claims);
  const connected = ways?.shown.flatMap((way) => (way.connection ? [way.provider] : [])) ?? [];
  const { notice: asked } = await searchParams;
  const state = { isConfirmed, isConnected: connected.length > 0 };
  const notice = (await isVisit()) ? connectionsNotice(asked, state) : null;

  return (
    <AccountPage path={path} title="Connections" lead="The ways into your account.">
      {notice ? (
        <div className="-mb-6">
          <Notice {...notice} isFocused />
        </div>
      ) : null}
      {isConfirmed ? null : <AsksFirst />}
      <FormGroup id="connect" action={connectProvider}>
        <FormGroup id="disconnect" action={disconnectProvider}>
          {ways ? (
            <div className="flex flex-col gap-4">
              {ways.shown.map((way) => (
                <ConnectionCard key={way.provider} {...way} now={now} />
              ))}
              {ways.shown.length > 0 ? null : <NothingSetUp />}
              <PasswordCard isSet={ways.isPasswordSet} />
            </div>
          ) : (
            <Unreadable />
          )}
        </FormGroup>
      </FormGroup>
      <FormGroup id="access" action={checkAccess}>
        {connected.length > 0 ? <Readable providers={connected} /> : null}
      </FormGroup>
    </AccountPage>
  );
});

/** An example of a feature that works with a provider in its user's name. */
function Readable({ providers }: { providers: readonly Provider[] }) {
  return (
    <Card
      id="readable"
      title="What this site can read"
      lead="Your name, your e-mail address and your picture there. Nothing is asked of a service until you press its button."
    >
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
              busy="Checking…"
              about={`of ${providerNames[provider]}`}
            >
              Check access
            </ButtonForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NothingSetUp() {
  return (
    <div className="card">
      <EmptyState title="No service is set up">
        This site offers no sign-in with another service yet. When it does, you connect it here.
      </EmptyState>
    </div>
  );
}

function Unreadable() {
  return (
    <div className="-mb-6">
      <Notice
        kind="error"
        title="Your connections cannot be read right now"
        text="We cannot reach a service that we need. Your ways in are as they were; try again in a few seconds."
      />
    </div>
  );
}

/** Said beforehand, so that nobody is surprised by being asked. */
function AsksFirst() {
  return (
    <p className="-mt-4 text-label text-ink-soft">
      You signed in more than ten minutes ago, so we ask who you are before we connect or disconnect
      anything.{' '}
      <a className="link inline-block py-1 pointer-coarse:py-3" href={reauthenticatePath(path)}>
        Confirm now
      </a>
    </p>
  );
}
