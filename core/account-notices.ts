/** What an account's owner is told while it holds, by its session: fixed codes. */
export const accountNotices = ['password_breached', 'mail_suppressed'] as const;

export type AccountNotice = (typeof accountNotices)[number];

/** Reads notices out of what may be anything: known codes alone, each once. */
export function readNotices(value: unknown): AccountNotice[] {
  if (!Array.isArray(value)) return [];
  return accountNotices.filter((notice) => value.includes(notice));
}

/** What the registry knows of an account, as notices. */
export function noticesOf({
  isPasswordBreached,
  isMailSuppressed,
}: {
  isPasswordBreached: boolean;
  isMailSuppressed: boolean;
}): AccountNotice[] {
  const holds = { password_breached: isPasswordBreached, mail_suppressed: isMailSuppressed };
  return accountNotices.filter((notice) => holds[notice]);
}
