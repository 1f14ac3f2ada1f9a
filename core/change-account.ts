import * as z from 'zod';
import type { Caller, PublicUser } from './actors.ts';
import { auditContext } from './caller.ts';
import { type NoticeOf, sealNotice } from './notices.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { AccountChange, ManagedUser, Ports } from './ports.ts';
import { roles } from './roles.ts';
import type { SessionClaims } from './session-token.ts';
import { fieldError, plainText } from './text-input.ts';

const reasonField = plainText
  .transform((text) => text.trim())
  .refine((text) => text !== '', { error: 'empty' })
  .refine((text) => /^.{0,500}$/su.test(text), { error: 'too_long' });

const momentField = z.iso
  .datetime({ offset: true, error: 'invalid' })
  .transform((text) => new Date(text));

/** What staff may change of an account: `disabled: null` enables, what is absent stays. */
export const changeAccountInput = z
  .strictObject({
    role: z.enum(roles, { error: 'invalid' }).optional(),
    disabled: z
      .strictObject({ reason: reasonField, until: momentField.nullable().optional() })
      .nullable()
      .optional(),
  })
  .refine(({ role, disabled }) => role !== undefined || disabled !== undefined, {
    error: 'missing',
    path: ['role'],
  });

/** An account as staff see it; moments are ISO 8601 texts. */
export type ManagedAccount = PublicUser & {
  disabled: { at: string; until: string | null; reason: string } | null;
};

type ChangePorts = Pick<Ports, 'clock' | 'users' | 'revocations' | 'secrets' | 'site' | 'devices'>;

/**
 * Changes role or state of an account and ends its sessions with it; its owner is told by letter.
 * Administrators may change themselves too, as long as another one is left: the last one stays.
 */
export async function changeAccount(
  ports: ChangePorts,
  { userId, change }: { userId: string; change: z.output<typeof changeAccountInput> },
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<ManagedAccount, 'not_found' | 'last_admin' | 'invalid_input'>> {
  const now = ports.clock.now();
  const { role, disabled } = change;
  const until = disabled?.until ?? null;
  if (until !== null && until <= now) {
    return refuse('invalid_input', { errors: [fieldError('disabled.until', 'past_moment')] });
  }
  const name = (await ports.users.findForProof(userId))?.name ?? null;
  const changed = await ports.users.changeAccount(
    {
      userId,
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined ? {} : { disabled: disabled && { ...disabled, until } }),
      notices: await noticesOf(ports, change, name, caller, now),
      now,
    },
    auditContext(caller, claims.sub),
  );
  if (changed.result === 'unknown') return refuse('not_found');
  if (changed.result === 'last_admin') return refuse('last_admin');
  await ports.revocations.announce(changed.endedIds);
  return accept(viewOf(changed.user));
}

/** The letters say nothing of the administrator: neither who it was, nor from where. */
async function noticesOf(
  ports: ChangePorts,
  { role, disabled }: z.output<typeof changeAccountInput>,
  name: string | null,
  { language }: Caller,
  now: Date,
): Promise<AccountChange['notices']> {
  const seal = (notice: NoticeOf) =>
    // The address is that of the account when the change is written.
    sealNotice(ports, notice, { email: '', name }, { userAgent: null, place: null, language }, now);
  const until = disabled?.until?.toISOString() ?? '';
  const state = disabled
    ? ({ template: 'account-disabled', props: { until } } as const)
    : ({ template: 'account-enabled', props: {} } as const);
  return {
    role: role === undefined ? null : await seal({ template: 'role-changed', props: { role } }),
    state: disabled === undefined ? null : await seal(state),
  };
}

function viewOf({ disabled, ...user }: ManagedUser): ManagedAccount {
  if (!disabled) return { ...user, disabled: null };
  const { at, until, reason } = disabled;
  return {
    ...user,
    disabled: { at: at.toISOString(), until: until?.toISOString() ?? null, reason },
  };
}
