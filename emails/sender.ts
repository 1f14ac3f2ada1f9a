import { Resend } from 'resend';
import type { Letter } from '#core/letters.ts';
import type { Mail, MailReceipt, Site } from '#core/ports.ts';
import type { RenderedLetter } from './fill.ts';
import { renderLetter } from './letters.ts';
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
    async send(to, letter, idempotencyKey) {
      if (!oneAddress.test(to)) return never('recipient_invalid');
      const rendered = tryToRender(letter, site);
      if (rendered === null) return never('letter_unrenderable');
      return receiptOf(await handOver(client, { from, to, rendered, idempotencyKey }));
    },
  };
}

async function handOver(
  client: Resend,
  message: { from: string; to: string; rendered: RenderedLetter; idempotencyKey: string },
): Promise<ProviderAnswer> {
  const { from, to, rendered, idempotencyKey } = message;
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  // RFC 3834: nobody's out-of-office note answers. The reference keeps clients from folding a
  // fresh code into the conversation of an old one.
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': idempotencyKey };
  const options = { idempotencyKey, signal };
  try {
    const answer = await client.emails.send({ from, to: [to], ...rendered, headers }, options);
    return { ...answer, isTimeout: signal.aborted };
  } catch {
    return { data: null, error: null, headers: null, isTimeout: signal.aborted };
  }
}

function tryToRender(letter: Letter, site: Site): RenderedLetter | null {
  try {
    return renderLetter(letter, site);
  } catch {
    return null;
  }
}

function never(errorCode: string): MailReceipt {
  return { result: 'never', errorCode };
}
