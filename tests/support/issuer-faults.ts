import type { IssuerFault, IssuerName } from './cloud-control.ts';
import { cloud } from './site.ts';

/** Runs something while an issuer is ill or hostile, and makes it honest again whatever comes. */
export async function withIssuerFault<Value>(
  issuer: IssuerName,
  fault: IssuerFault,
  run: () => Promise<Value>,
): Promise<Value> {
  await cloud.fault(issuer, fault);
  try {
    return await run();
  } finally {
    await cloud.fault(issuer, { mode: 'ok' });
  }
}

/** The sizes of all that a sign-in by a provider could leave behind. */
export async function traces(): Promise<unknown> {
  const [row] = await cloud.sql(
    `select (select count(*)::int from users) as users, (select count(*)::int from accounts) as accounts,
      (select count(*)::int from sessions) as sessions`,
  );
  return row;
}
