import type { ReactNode } from 'react';
import type { Role } from '#core/roles.ts';

/** A short word that stands out: a state, a kind. */
export function Badge({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'accent' | 'danger';
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex items-center rounded-full border px-2.5 py-0.5 text-caption font-medium ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

/** A role by its name for people. */
export function RoleBadge({ of: role, names }: { of: Role; names: Record<Role, string> }) {
  return <Badge tone={role === 'user' ? 'plain' : 'accent'}>{names[role]}</Badge>;
}

const tones = {
  plain: 'border-line bg-sunken text-ink',
  accent: 'border-good-line bg-accent-soft text-accent',
  danger: 'border-danger-line bg-danger-soft text-danger',
};
