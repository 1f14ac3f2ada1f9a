import { type Provider, providerNames } from '#core/provider-identity.ts';
import { Badge } from './badge.tsx';
import { ButtonForm } from './form-group.tsx';
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

/**
 * A provider on the page of connections: connected, in need of consent, or not connected. Its
 * buttons belong to the groups `connect` and `disconnect` around it.
 */
export function ConnectionCard({
  provider,
  connection,
  isOffered,
  now,
}: {
  provider: Provider;
  connection: ShownConnection | null;
  /** False for a provider that the site is no longer set up for. */
  isOffered: boolean;
  now: Date;
}) {
  const name = providerNames[provider];
  const form = { name: 'provider', value: provider };
  const connect = (label: string) => (
    <ButtonForm {...form} group="connect" busy={`Going to ${name}…`} about={name}>
      {label}
    </ButtonForm>
  );
  return (
    <WayIn
      id={provider}
      mark={<ProviderMark of={provider} />}
      name={name}
      badge={<State of={connection} />}
      buttons={
        connection ? (
          <>
            {connection.needsConsent && isOffered ? connect('Connect again') : null}
            <ButtonForm {...form} group="disconnect" busy="Disconnecting…" about={name}>
              Disconnect
            </ButtonForm>
          </>
        ) : (
          connect('Connect')
        )
      }
    >
      {connection ? (
        <Connected connection={connection} now={now} />
      ) : (
        <p>Connect it to sign in with {name} as well.</p>
      )}
      {connection?.needsConsent ? (
        <p className="text-ink">
          {name} asks for your permission again before this site may read anything there. Signing in
          with it still works.
        </p>
      ) : null}
      {isOffered ? null : <p>This site offers it no longer: you cannot sign in with it now.</p>}
    </WayIn>
  );
}

function State({ of: connection }: { of: ShownConnection | null }) {
  if (!connection) return <Badge>Not connected</Badge>;
  if (connection.needsConsent) return <Badge tone="danger">Permission needed</Badge>;
  return <Badge tone="accent">Connected</Badge>;
}

function Connected({ connection, now }: { connection: ShownConnection; now: Date }) {
  const { email, connectedAt, lastUsedAt, furtherScopes } = connection;
  return (
    <>
      <p>{email ?? 'Gave no e-mail address'}</p>
      <p>
        {lastUsedAt ? (
          <>
            Last used <Ago at={lastUsedAt} now={now} />
          </>
        ) : (
          'Never used to sign in'
        )}
      </p>
      <p className="text-caption">
        Connected on <Moment at={connectedAt} />
      </p>
      {furtherScopes.length > 0 ? (
        <p className="text-caption">
          May also use:{' '}
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
