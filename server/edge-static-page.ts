/** What a static page of the site answers: its body, and the headers that belong to it. */
export type StaticPage = { body: string; headers: Headers };

const known = new Map<string, StaticPage>();

/**
 * Fetches a static page of the site, to answer with its body in another one's place; kept for the
 * life of the instance when `isKept`. Null when the site does not give it within 3 s.
 */
export async function loadStaticPage(
  path: string,
  origin: string,
  isKept: boolean,
): Promise<StaticPage | null> {
  const kept = known.get(path);
  if (kept && isKept) return kept;
  const url = new URL(path, origin);
  // Behind a proxy that ends TLS the framework names its own plain port with the visitor's https.
  const plain = new URL(url.href.replace(/^https:/, 'http:'));
  const page = (await fetchPage(url)) ?? (await fetchPage(plain));
  if (page) known.set(path, page);
  return page;
}

async function fetchPage(url: URL): Promise<StaticPage | null> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(3000) });
    if (!answer.ok) return null;
    const kept = ['content-type', 'content-security-policy'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    });
    return { body: await answer.text(), headers: new Headers(kept) };
  } catch {
    return null;
  }
}
