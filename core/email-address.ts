/** An address as it is written to, and the form by which accounts are told apart. */
export type EmailAddress = { email: string; normalised: string };

/**
 * Reads an e-mail address, or null. Only the plain addr-spec that mail providers agree on: no
 * quoted local parts, comments, lists, display names, address literals or invisible characters,
 * since those are read differently by different parsers and so send mail to strangers
 * (CVE-2022-35924, CVE-2025-13033). The domain is given in its ASCII form, so that two
 * look-alike domains never look alike here. The local part is ASCII alone: a mail provider without
 * SMTPUTF8 cannot deliver to others, and mixed scripts would make look-alike accounts.
 */
export function parseEmailAddress(text: string): EmailAddress | null {
  if (text.length > 512) return null;
  const address = text.trim().normalize('NFC');
  const at = address.indexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || local.length > 64 || !localPart.test(local)) return null;
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === null) return null;
  const email = `${local}@${domain}`;
  if (email.length < 3 || email.length > 254) return null;
  return { email, normalised: `${local.toLowerCase()}@${domain}` };
}

/** Words joined by single dots. `%` and `!` once routed mail onward; a leading `-` is an option. */
const localPart = /^(?!-)[A-Za-z0-9_'+&=~/#-]+(?:\.[A-Za-z0-9_'+&=~/#-]+)*$/;

/** Letters, marks, digits, hyphens and dots: nothing that the URL parser would read otherwise. */
const domainText = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;

const asciiDomainForm =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** IDNA (UTS 46) by way of the URL parser; null for one label, for addresses and for bad names. */
function asciiDomain(domain: string): string | null {
  if (!domainText.test(domain)) return null;
  let host: string;
  try {
    host = new URL(`http://${domain}/`).hostname;
  } catch {
    return null;
  }
  return host.length <= 253 && asciiDomainForm.test(host) ? host : null;
}
