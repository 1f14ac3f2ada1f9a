import { Resend } from 'resend';
import type { Language } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import type { Mail, MailReceipt, Site } from '#core/ports.ts';
import { type RenderedLetter, renderLetter } from './letters.ts';
import { mailHeaders } from './mail-headers.ts';
import { type ProviderAnswer, receiptOf } from './receipt.ts';

const providerUrl = 'https://api.resend.com';
const timeoutMilliseconds = 4_000;

// One bare address: no display name, no second recipient, nothing that could end a header.
const oneAddress = /^[^\s\p{C}<>()[\]\\,;:@"]+@[^\s\p{C}<>()[\]\\,;:@"]+$/u;

export type MailOptions = {
  apiKey: string;
  /** The sender, an address or `Name <address>`. */
  from: string;
  /** Where the provider's API is, when it is not at its own address. */
  baseUrl?: string;
  site: Site;
};

/**
 * Sends letters through Resend. Each hand-over takes at most 4 seconds and is decided by a receipt;
 * it never throws, never logs, and tells no more of the provider's answer than a short code.
 */
export function createMail({ apiKey, from, baseUrl = providerUrl, site }: MailOptions): Mail {
  // The client's own debugging switch, a variable of the environment, would print whole answers.
  const client = Object.assign(new Resend(apiKey, { baseUrl }), { debug: false });

  return {
    async send(to, letter, language, idempotencyKey) {
      if (!oneAddress.test(to)) return never('recipient_invalid');
      const rendered = tryToRender(letter, language, site);
      if (rendered === null) return never('letter_unrenderable');
      const headers = mailHeaders(language, idempotencyKey);
      const message = { from, to: [to], ...rendered, headers };
      return receiptOf(await handOver(client, message, idempotencyKey));
    },
  };
}

async function handOver(
  client: Resend,
  message: RenderedLetter & { from: string; to: string[]; headers: Record<string, string> },
  idempotencyKey: string,
): Promise<ProviderAnswer> {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const answer = await client.emails.send(message, { idempotencyKey, signal });
    return { ...answer, isTimeout: signal.aborted };
  } catch {
    return { data: null, error: null, headers: null, isTimeout: signal.aborted };
  }
}

function tryToRender(letter: Letter, language: Language, site: Site): RenderedLetter | null {
  try {
    return renderLetter(letter, language, site);
  } catch {
    return null;
  }
}

function never(errorCode: string): MailReceipt {
  return { result: 'never', errorCode };
}
