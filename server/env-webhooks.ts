/** How letters are sent, and how the provider's messages are known. */
export type MailSettings = {
  apiKey: string;
  from: string;
  baseUrl: string | null;
  /** What signs the provider's messages; none closes their endpoint. */
  webhookSecrets: readonly string[];
};

type Settings = Readonly<Record<string, string | undefined>>;

const names = ['RESEND_WEBHOOK_SECRET', 'RESEND_WEBHOOK_SECRET_1'] as const;
// 24 bytes at least, as the provider makes them.
const form = /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The secrets that sign the mail provider's messages: any of them will do; none closes the endpoint. */
export function webhookSecrets(settings: Settings): readonly string[] {
  return names.flatMap((name) => split(settings[name]));
}

/** What is wrong with the variables of webhooks, a line each. */
export function webhookRules(settings: Settings): string[] {
  return names
    .filter((name) => split(settings[name]).some((secret) => !form.test(secret)))
    .map((name) => `${name} must be whsec_ and base64, or several of them parted by commas`);
}

function split(value: string | undefined): string[] {
  return value ? value.split(',').map((secret) => secret.trim()) : [];
}
