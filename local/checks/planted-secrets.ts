import { randomBytes } from 'node:crypto';

/** Every secret that a deployment holds, each with a value that occurs nowhere else. */
export type PlantedSecrets = Record<string, string>;

const sealing = ['AUTH_SECRET', 'AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3', 'CRON_SECRET'];
// A test signs messages with one that the local cloud does not know.
const signedByTests = 'RESEND_WEBHOOK_SECRET_1';
const webhooks = ['RESEND_WEBHOOK_SECRET', signedByTests];
const services = [
  'UPSTASH_REDIS_REST_TOKEN',
  'KV_REST_API_TOKEN',
  'RESEND_API_KEY',
  'AUTH_GOOGLE_SECRET',
  'AUTH_GITHUB_SECRET',
  'AUTH_MICROSOFT_SECRET',
];

/**
 * Makes the secrets with which a build is made whose files are searched for them afterwards: by
 * the names of `.env.example`, all in use, the rotated and the alternative ones too.
 */
export function plantSecrets(): PlantedSecrets {
  const made = [...sealing, ...services].map((name) => [name, randomValue()] as const);
  const address = `postgresql://gatehouse:${randomValue()}@database.example/gatehouse`;
  const signing = webhooks.map((name) => [name, webhookSecret()] as const);
  return Object.fromEntries([...made, ...signing, ['DATABASE_URL', address]]);
}

/** Those that a site on the local cloud runs with: the others would lead it to real services. */
export function secretsOfSite(secrets: PlantedSecrets): PlantedSecrets {
  const used = [...sealing, signedByTests];
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => used.includes(name)));
}

/** The provider's own form, which the site asks for. */
function webhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

function randomValue(): string {
  return randomBytes(32).toString('base64url');
}
