import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { Disowning } from '#core/address-ports.ts';
import { answerOfLink, isOpen } from './link-answers.ts';
import { insertNotice } from './notices.ts';
import { isDisabledAt, moment } from './parameters.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

/**
 * Ends the sessions and open links of an account whose owner disowned what was done. Links that undo
 * a change stay, since this one may have gone to an address that somebody gave the account; of other
 * disowning links only those to the same address end, for the same reason.
 */
export function disownedActivity({ tokenDigest, reset, now }: Disowning, audit: AuditContext): SQL {
  const isOfToken = sql`
    token.token_digest = ${tokenDigest} and token.purpose = 'disown_activity' and ${isOpen}`;
  return sql`
    with expired as (
      select token.user_id from one_time_tokens as token
      where ${isOfToken} and token.expires_at <= ${moment(now)}
    ),
    used as (
      update one_time_tokens as token
      set used_at = ${moment(now)}
      where ${isOfToken} and token.expires_at > ${moment(now)}
      returning token.id, token.user_id, token.email_normalised
    ),
    owner as (
      select users.id, users.email, users.email_normalised, users.language
      from users join used on used.user_id = users.id
      where users.email_normalised = used.email_normalised and users.password_hash is not null
        and not ${isDisabledAt(now)}
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${moment(now)}
      from used
      where token.user_id = used.user_id and token.id <> used.id and ${isOpen}
        and (
          token.purpose in ('verify_email', 'reset_password', 'change_email')
          or token.purpose = 'disown_activity' and token.email_normalised = used.email_normalised
        )
    ),
    ${endSessions(
      sql`
        select sessions.id, 'disowned' as why
        from sessions join used on used.user_id = sessions.user_id
        where ${isLiveAt(now)}`,
      now,
      audit,
    )},
    ${insertNotice(reset, sql`owner`, now, 'reset')},
    ${answerOfLink('disown', now, audit)}
    select result, user_id as "userId", ${endedIds} as "endedIds" from answer`;
}
