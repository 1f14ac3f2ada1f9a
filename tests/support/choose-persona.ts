/** What a form of the persona page sends: a persona's key, `refuse`, or `address` with an e-mail. */
export type PersonaChoice =
  | { persona: string }
  | { persona: 'address'; email: string; name?: string; verified?: 'yes' };

/**
 * Walks from an issuer's authorization address over its persona page, as a browser without
 * JavaScript does. Gives the address at the site to which the issuer leads back; nobody has been
 * there yet. Throws when the issuer refuses or leads nowhere.
 */
export async function choosePersona(authorizeUrl: string, choice: PersonaChoice): Promise<URL> {
  const browser = new IssuerBrowser();
  const page = await browser.go(authorizeUrl);
  if (page.status !== 200) return landing(authorizeUrl, page);
  const answer = await browser.go(page.url, new URLSearchParams(choice));
  return landing(authorizeUrl, answer);
}

type Step = { status: number; url: string; text: string };

function landing(authorizeUrl: string, { status, url, text }: Step): URL {
  if (status === 303 && new URL(url).origin !== new URL(authorizeUrl).origin) return new URL(url);
  const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  throw new Error(`the issuer answered ${status} at ${url}: ${words.slice(0, 500)}`);
}

/** Cookies of one issuer; follows redirects for as long as they stay there. */
class IssuerBrowser {
  readonly #cookies = new Map<string, string>();

  async go(url: string, body: URLSearchParams | null = null): Promise<Step> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    const to = answer.headers.get('location');
    if (to === null) return { status: answer.status, url, text };
    const next = new URL(to, url);
    if (next.origin !== new URL(url).origin) return { status: 303, url: next.href, text };
    return this.go(next.href);
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
