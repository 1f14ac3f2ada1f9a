import { type SQL, sql } from 'drizzle-orm';
import { after, days, hours, seconds } from '#core/clock.ts';
import { cappedTemplates, letterCaps } from '#core/letter-caps.ts';
import { moment } from './parameters.ts';

/**
 * Whether an address may get a letter of a kind that anyone may ask for: one boolean, for use under
 * `lockAddress`, so that of fifty who ask at once one is told yes. `template` is a text or an
 * expression of the statement around it.
 */
export function mayBeAsked(emailNormalised: string | SQL, template: string | SQL, now: Date): SQL {
  const wanted = typeof template === 'string' ? sql`${template}::text` : template;
  const coolDownSince = after(now, -seconds(letterCaps.coolDownSeconds));
  return sql`(
    select
      count(*) filter (where asked.created_at > ${moment(after(now, -hours(1)))})
        < ${letterCaps.perHour}::int
      and count(*) < ${letterCaps.perDay}::int
      and count(*) filter (
        where asked.template = ${wanted} and asked.created_at > ${moment(coolDownSince)}
      ) = 0
    from outbox as asked
    where asked.recipient_normalised = ${emailNormalised}
      and asked.template in ${[...cappedTemplates]}
      and asked.created_at > ${moment(after(now, -days(1)))}
  )`;
}
