import type { Caller } from './actors.ts';
import { after, days } from './clock.ts';
import type { Notice, NoticeProps } from './letters.ts';
import { mintLinkToken } from './one-time-token.ts';
import type { Ports } from './ports.ts';
import type { SealedNotice } from './token-record.ts';

/** How long the "this wasn't me" of a notice works, in days. */
export const disownDays = 7;

/** A notice by its template, and what it says besides what every notice says. */
export type NoticeOf = {
  [Template in Notice['template']]: {
    template: Template;
    props: Omit<Extract<Notice, { template: Template }>['props'], keyof NoticeProps>;
  };
}[Notice['template']];

/**
 * Seals a letter that tells the owner of an account what happened to it, with the device and place
 * of whoever did it, and mints the token of its "this wasn't me". The statement that does what the
 * notice tells of stores both (`insertNotice` in db/notices.ts), to the address that it finds there.
 */
export async function sealNotice(
  ports: Pick<Ports, 'secrets' | 'site' | 'devices'>,
  notice: NoticeOf,
  to: { email: string; name: string | null },
  caller: Pick<Caller, 'userAgent' | 'place' | 'language'>,
  now: Date,
): Promise<SealedNotice> {
  const { token, record } = await mintLinkToken('disown_activity', after(now, days(disownDays)));
  const propsSealed = await ports.secrets.sealLetterProps({
    name: to.name ?? '',
    at: now.toISOString(),
    device: ports.devices.nameOf(caller.userAgent),
    place: caller.place ?? '',
    disownLink: `${ports.site.origin}/not-me?token=${token}`,
    ...notice.props,
  });
  const { language } = caller;
  const id = crypto.randomUUID();
  const letter = { id, template: notice.template, to: to.email, language, propsSealed };
  return { letter, token: record };
}
