import type { Language } from '#core/language.ts';
import { type Provider, providerNames } from '#core/provider-identity.ts';
import { Badge } from './badge.tsx';
import { ButtonForm } from './form-group.tsx';
import type { Messages } from './messages/messages.ts';
import { Ago, Moment } from './moment.tsx';
import { ProviderMark } from './provider-mark.tsx';
import { WayIn } from './way-in.tsx';

/** A connection as its card shows it; moments are ISO 8601 texts. */
export type ShownConnection = {
  /** The address there; null when the provider gave none. */
  email: string | null;
  connectedAt: string;
  lastUsedAt: string | null;
  needsConsent: boolean;
  /** What it may do besides signing in, as the provider calls it. */
  furtherScopes: readonly string[];
};

type Shown = { now: Date; language: Language; words: Messages['connections']['card'] };

/**
 * A provider on the page of connections: connected, in need of consent, or not connected. Its
 * buttons belong to the groups `connect` and `disconnect` around it.
 */
export function ConnectionCard({
  provider,
  connection,
  isOffered,
  ...shown
}: Shown & {
  provider: Provider;
  connection: ShownConnection | null;
  /** False for a provider that the site is no longer set up for. */
  isOffered: boolean;
}) {
  const { words } = shown;
  const name = providerNames[provider];
  const form = { name: 'provider', value: provider };
  const connect = (label: string) => (
    <ButtonForm {...form} group="connect" busy={words.going(name)} about={name}>
      {label}
    </ButtonForm>
  );
  return (
    <WayIn
      id={provider}
      mark={<ProviderMark of={provider} />}
      name={name}
      badge={<State of={connection} words={words.states} />}
      buttons={
        connection ? (
          <>
            {connection.needsConsent && isOffered ? connect(words.connectAgain) : null}
            <ButtonForm {...form} group="disconnect" busy={words.disconnecting} about={name}>
              {words.disconnect}
            </ButtonForm>
          </>
        ) : (
          connect(words.connect)
        )
      }
    >
      {connection ? (
        <Connected connection={connection} {...shown} />
      ) : (
        <p>{words.invitation(name)}</p>
      )}
      {connection?.needsConsent ? <p className="text-ink">{words.needsConsent(name)}</p> : null}
      {isOffered ? null : <p>{words.notOffered}</p>}
    </WayIn>
  );
}

function State({
  of: connection,
  words,
}: {
  of: ShownConnection | null;
  words: Shown['words']['states'];
}) {
  if (!connection) return <Badge>{words.none}</Badge>;
  if (connection.needsConsent) return <Badge tone="danger">{words.consent}</Badge>;
  return <Badge tone="accent">{words.connected}</Badge>;
}

function Connected({ connection, now, language, words }: Shown & { connection: ShownConnection }) {
  const { email, connectedAt, lastUsedAt, furtherScopes } = connection;
  return (
    <>
      <p>{email ?? words.noEmail}</p>
      <p>
        {lastUsedAt ? (
          <>
            {`${words.lastUsed} `}
            <Ago at={lastUsedAt} now={now} language={language} />
          </>
        ) : (
          words.neverUsed
        )}
      </p>
      <p className="text-caption">
        {`${words.connectedOn} `}
        <Moment at={connectedAt} language={language} />
      </p>
      {furtherScopes.length > 0 ? (
        <p className="text-caption">
          {words.mayUse}{' '}
          {furtherScopes.map((scope, index) => (
            <span key={scope}>
              {index > 0 ? ', ' : null}
              <code className="font-mono">{scope}</code>
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}
