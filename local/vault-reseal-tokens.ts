import { isProvider } from '#core/provider-identity.ts';
import type { TokenBinding, TokenVault } from '#core/provider-ports.ts';

/** Asks one statement with numbered parameters and gives its rows, named by column. */
export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<Record<string, unknown>[]>;

/** How many tokens were sealed anew, were sealed by the newest secret already, and did not open. */
export type ResealReport = { resealed: number; skipped: number; unopened: number };

/** A column of sealed tokens: how its rows are found, one by one and all in order. */
type SealedColumn = {
  table: string;
  column: string;
  /** What binds a row's token, as an expression. */
  field: string;
  key: readonly { name: string; type: string; first: string }[];
};

const identity = [
  { name: 'provider', type: 'text', first: '' },
  { name: 'provider_account_id', type: 'text', first: '' },
];

const columns: readonly SealedColumn[] = [
  { table: 'accounts', column: 'access_token_sealed', field: `'access_token'`, key: identity },
  { table: 'accounts', column: 'refresh_token_sealed', field: `'refresh_token'`, key: identity },
  {
    table: 'provider_revocations',
    column: 'token_sealed',
    field: 'field',
    key: [{ name: 'id', type: 'uuid', first: '00000000-0000-0000-0000-000000000000' }],
  },
];

/**
 * Seals every provider token in a database anew under the vault's newest secret: by primary key,
 * `batchSize` rows at a time, and each only while it is what was read, so that the site may write
 * meanwhile. What is sealed by the newest secret already is left alone.
 */
export async function resealTokens(
  query: Query,
  vault: TokenVault,
  { batchSize = 200 } = {},
): Promise<ResealReport> {
  const report: ResealReport = { resealed: 0, skipped: 0, unopened: 0 };
  for (const column of columns) {
    let reached: unknown[] = column.key.map(({ first }) => first);
    for (;;) {
      const rows = await query(batchOf(column), [...reached, batchSize]);
      for (const row of rows) {
        const result = await resealRow(query, vault, column, row);
        if (result !== 'gone') report[result] += 1;
      }
      const last = rows.at(-1);
      if (!last) break;
      reached = keyOf(column, last);
    }
  }
  return report;
}

/** `gone` when the row, or its token, was taken away meanwhile. */
async function resealRow(
  query: Query,
  vault: TokenVault,
  column: SealedColumn,
  found: Record<string, unknown>,
): Promise<keyof ResealReport | 'gone'> {
  let row: Record<string, unknown> | undefined = found;
  while (row && typeof row.sealed === 'string') {
    const { sealed } = row;
    const binding = bindingOf(row);
    // Opened even when the newest secret sealed it: what is damaged or moved must be told.
    const token = binding && (await vault.open(sealed, binding));
    if (!binding || token === null) return 'unopened';
    if (await vault.isNewest(sealed)) return 'skipped';
    const key = keyOf(column, row);
    const written = await query(exchangeIn(column), [
      ...key,
      sealed,
      await vault.seal(token, binding),
    ]);
    if (written.length > 0) return 'resealed';
    // The site was faster. What it wrote is looked at anew: an older instance seals as before.
    [row] = await query(oneOf(column), key);
  }
  return 'gone';
}

function bindingOf({ userId, provider, field }: Record<string, unknown>): TokenBinding | null {
  const isField = field === 'access_token' || field === 'refresh_token';
  return typeof userId === 'string' && isProvider(provider) && isField
    ? { userId, provider, field }
    : null;
}

function keyOf({ key }: SealedColumn, row: Record<string, unknown>): unknown[] {
  return key.map(({ name }) => row[name]);
}

// Names come from the list above and nowhere else; values are parameters.

function selected({ table, column, field, key }: SealedColumn): string {
  const names = new Set([...key.map(({ name }) => name), 'provider']);
  return `
    select ${[...names].join(', ')}, user_id as "userId", ${field} as field, ${column} as sealed
    from ${table}`;
}

function batchOf(column: SealedColumn): string {
  const names = column.key.map(({ name }) => name).join(', ');
  const places = column.key.map(({ type }, at) => `$${at + 1}::${type}`).join(', ');
  return `${selected(column)}
    where (${names}) > (${places}) and ${column.column} is not null
    order by ${names}
    limit $${column.key.length + 1}::int`;
}

function isRow({ key }: SealedColumn): string {
  return key.map(({ name, type }, at) => `${name} = $${at + 1}::${type}`).join(' and ');
}

function oneOf(column: SealedColumn): string {
  return `${selected(column)} where ${isRow(column)}`;
}

function exchangeIn(column: SealedColumn): string {
  const { table, column: name, key } = column;
  const [from, to] = [key.length + 1, key.length + 2];
  return `
    update ${table} set ${name} = $${to}::text
    where ${isRow(column)} and ${name} = $${from}::text
    returning 1 as written`;
}
