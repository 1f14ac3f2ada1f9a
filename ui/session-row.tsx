import type { ReactNode } from 'react';
import type { SessionMethod } from '#core/actors.ts';
import type { Language } from '#core/language.ts';
import { providerNames } from '#core/provider-identity.ts';
import { Badge } from './badge.tsx';
import { DeviceIcon, type DeviceKind } from './device-icon.tsx';
import type { Messages } from './messages/messages.ts';
import { Ago, Moment } from './moment.tsx';

export type ShownSession = {
  device: { name: string; kind: DeviceKind };
  /** City and country, and the network address, as far as they are known. */
  place: string | null;
  ip: string | null;
  method: SessionMethod;
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};

/** A session as its owner recognises it: the device, where and when it was seen, what can be done. */
export function SessionRow({
  session,
  now,
  language,
  words,
  children,
}: {
  session: ShownSession;
  now: Date;
  language: Language;
  words: Messages['sessions'];
  children: ReactNode;
}) {
  const { device, place, ip, method, createdAt, lastSeenAt, isCurrent } = session;
  const t = words.row;
  return (
    <div className="flex flex-col gap-4 px-5 py-5 sm:flex-row sm:items-center sm:px-6">
      <div className="flex min-w-0 flex-1 gap-4">
        <DeviceIcon kind={device.kind} />
        <div className="min-w-0 text-label wrap-anywhere text-ink-soft">
          <h3 className="mb-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-body text-ink">
            {device.name}
            {isCurrent ? <Badge tone="accent">{t.thisDevice}</Badge> : null}
          </h3>
          <p className="flex flex-wrap gap-x-3">
            {place ? <span>{place}</span> : null}
            {ip ? <span>{ip}</span> : null}
            {place || ip ? null : t.noPlace}
          </p>
          <p>
            {isCurrent ? (
              t.activeNow
            ) : (
              <>
                {`${t.lastSeen} `}
                <Ago at={lastSeenAt} now={now} language={language} />
              </>
            )}
          </p>
          <p className="text-caption">
            {`${t.signedInOn} `}
            <Moment at={createdAt} language={language} />
            {t.by(method === 'password' ? t.password : providerNames[method])}
          </p>
        </div>
      </div>
      <div className="flex-none">{children}</div>
    </div>
  );
}
