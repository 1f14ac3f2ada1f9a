import { existsSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { sessionSecrets } from '#core/site-settings.ts';
import { createVault } from '#server/vault.ts';
import { findDatabase } from './launcher/find-database.ts';
import { keepSecrets } from './launcher/secrets.ts';
import { userEnvironment } from './launcher/user-environment.ts';
import { type Query, resealTokens } from './vault-reseal-tokens.ts';

/**
 * Seals all provider tokens of the configured database anew, and says how it went; gives the code
 * to end with. Where the database is the local cloud's, so is the secret that nobody has set.
 */
export async function resealVault(root: string, directory: string): Promise<number> {
  const user = userEnvironment(root, 'dev');
  const database = findDatabase(root, directory);
  if ('refusal' in database) return fail(database.refusal);
  const { environment, name, release } = database;
  try {
    const folder = environment.DATABASE_FOLDER;
    if (folder && !existsSync(folder)) return fail(`There is no database in ${folder} yet.`);
    const secrets = secretsOf(user, directory);
    if (secrets.length === 0) return fail('AUTH_SECRET is missing: it is what seals.');
    console.log(`On ${name}`);
    return await run(environment, secrets);
  } catch (error) {
    // The message may hold what was asked with; the code does not.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return fail(`The database failed (${code}). What was sealed anew stays so: run it once more.`);
  } finally {
    release?.();
  }
}

async function run(
  environment: Record<string, string>,
  secrets: readonly string[],
): Promise<number> {
  const { query, close } = await open(environment);
  try {
    const { resealed, skipped, unopened } = await resealTokens(query, createVault(secrets));
    console.log(
      `${resealed} sealed anew, ${skipped} under the newest secret already, ${unopened} cannot be opened.`,
    );
    if (unopened === 0) return 0;
    return fail(
      'What cannot be opened was sealed under a secret that is not among these, or was moved: its users are asked for consent again.',
    );
  } finally {
    await close();
  }
}

function secretsOf(user: Record<string, string | undefined>, directory: string): string[] {
  const own = user.DATABASE_URL || user.AUTH_SECRET ? {} : localSecret(directory);
  return [...new Set(sessionSecrets({ ...user, ...own }))];
}

function localSecret(directory: string) {
  return { AUTH_SECRET: keepSecrets(directory).authSecret };
}

async function open({ DATABASE_FOLDER: folder, DATABASE_URL: url }: Record<string, string>) {
  if (folder) {
    const database = await PGlite.create(folder);
    const query: Query = async (text, values) =>
      (await database.query<Record<string, unknown>>(text, [...values])).rows;
    return { query, close: () => database.close() };
  }
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks between two questions is told by the next one.
  client.on('error', () => undefined);
  await client.connect();
  const query: Query = async (text, values) => (await client.query(text, [...values])).rows;
  return { query, close: () => client.end() };
}

function fail(words: string): number {
  console.error(words);
  return 1;
}
