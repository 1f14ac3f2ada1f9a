import { type SQL, sql } from 'drizzle-orm';
import { after, days } from '#core/clock.ts';
import type { NewSession } from '#core/session-ports.ts';
import { moment, shortPlace, shortUserAgent } from './parameters.ts';

/** How long a device is remembered after its last session was seen, in days. */
const rememberedDays = 90;

/**
 * Whether a session that is about to open for a row of `account` comes from a device that the
 * account has not had in the last 90 days. A device is told by its user agent without any number,
 * so that an update of a browser is no news, and by the country, when both are known. Sessions that
 * their owner disowned make no device known. The very first session of an account is no news
 * either: an account without any session is taken for new while it is younger than 90 days.
 */
export function isNewDevice({ userAgent, place, createdAt }: NewSession): SQL {
  const since = moment(after(createdAt, -days(rememberedDays)));
  const country = countryOf(shortPlace(place));
  return sql`
    (
      account.created_at < ${since}
      or exists (select from sessions where sessions.user_id = account.id)
    )
    and not exists (
      select from sessions
      where sessions.user_id = account.id and sessions.last_seen_at >= ${since}
        and sessions.end_reason is distinct from 'disowned'
        and ${familyOf(sql`sessions.user_agent`)} = ${familyOf(shortUserAgent(userAgent))}
        and coalesce(${countryOf(sql`sessions.place`)} = ${country}, true)
    )`;
}

function familyOf(userAgent: SQL): SQL {
  return sql`regexp_replace(coalesce(${userAgent}, ''), '[0-9]+([._][0-9]+)*', '', 'g')`;
}

/** A place ends with the code of its country. */
function countryOf(place: SQL): SQL {
  return sql`right(${place}, 2)`;
}
