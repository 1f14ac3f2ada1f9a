import type { Role } from '#core/roles.ts';
import type { SessionRecord } from '#core/session-ports.ts';

/**
 * Asks the registry for a live session and what its user is now, in plain SQL for Neon's HTTP
 * protocol; notes that the session was seen, once a minute at most. Middleware bundles this file,
 * so it imports types alone. `$1` is the session, `$2` the user, `$3` now, `$4` the idle moment.
 */
export const sessionLookQuery = `with live as (
  select s.id, u.role, u.email, u.name, u.image, u.password_breached_at,
    exists (
      select 1 from mail_suppressions m where m.email_normalised = u.email_normalised
    ) as is_mail_suppressed
  from sessions s join users u on u.id = s.user_id
  where s.id = $1::text and s.user_id = $2::uuid
    and s.ended_at is null and s.absolute_expires_at > $3::timestamptz
    and ($4::timestamptz is null or s.last_seen_at > $4::timestamptz)
    and u.email_verified_at is not null
    and (u.disabled_at is null or u.disabled_until <= $3::timestamptz)
), seen as (
  update sessions s set last_seen_at = $3::timestamptz from live
  where s.id = live.id and s.ended_at is null
    and s.last_seen_at < $3::timestamptz - interval '1 minute'
)
select role::text, email, name, image, (password_breached_at is not null)::text,
  is_mail_suppressed::text from live`;

/** The parameters of the look. An id that PostgreSQL would refuse becomes one that nobody has. */
export function sessionLookParameters(
  session: { sid: string; sub: string },
  now: Date,
  idleSince: Date | null,
): (string | null)[] {
  const isAskable = sessionIdForm.test(session.sid) && uuidForm.test(session.sub);
  const [sid, sub] = isAskable ? [session.sid, session.sub] : ['', nobody];
  return [sid, sub, now.toISOString(), idleSince?.toISOString() ?? null];
}

/** Reads the row of the look: null without one, and for a role that this build does not know. */
export function readSessionLook(row: (string | null)[] | undefined): SessionRecord | null {
  const [role, email, name = null, image = null, isBreached, isSuppressed] = row ?? [];
  if (!isRole(role) || !email) return null;
  const isPasswordBreached = isBreached === 'true';
  const isMailSuppressed = isSuppressed === 'true';
  return { role, email, name, image, isPasswordBreached, isMailSuppressed };
}

// The length that the registry takes, in characters that any JSON and any encoding carries.
const sessionIdForm = /^[!-~]{22,64}$/;
const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const nobody = '00000000-0000-0000-0000-000000000000';

function isRole(value: string | null | undefined): value is Role {
  return value === 'user' || value === 'support' || value === 'admin';
}
