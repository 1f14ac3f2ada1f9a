import type { Provider } from '#core/provider-identity.ts';
import { noteRefusal } from './auth-note.ts';
import { readBounded } from './read-bounded.ts';

/** How long a provider may take over one answer, its body included, in milliseconds. */
export const providerTimeoutMilliseconds = 10_000;
/** The longest answer of a provider that is read, in bytes. */
export const longestAnswerBytes = 256 * 1024;

/** A provider that gave no answer, or none that is taken: too late, too long, a redirect. */
export class ProviderUnavailable extends Error {
  constructor() {
    super('the provider gave no answer that is taken');
    this.name = 'ProviderUnavailable';
  }
}

/** The hosts under which the providers answer; the local cloud stands in for them by path. */
const hosts: Record<Provider, readonly string[]> = {
  google: ['accounts.google.com', 'oauth2.googleapis.com', 'www.googleapis.com'],
  github: ['github.com', 'api.github.com'],
  microsoft: ['login.microsoftonline.com', 'graph.microsoft.com'],
};

/**
 * Makes the fetch by which a provider is asked: ten seconds or less, no redirects, no failures of its own,
 * bounded answers, and no other host than the provider's, or its stand-in on this machine. Throws
 * ProviderUnavailable.
 */
export function createProviderFetch(
  provider: Provider,
  localUrl: string | null,
  timeoutMilliseconds = providerTimeoutMilliseconds,
): typeof fetch {
  return async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    const target = addressOfProvider(provider, asked, localUrl);
    try {
      if (!target) throw new ProviderUnavailable();
      const answer = await fetch(target, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      const kind = Math.floor(answer.status / 100);
      if (kind === 3 || kind === 5 || answer.headers.has('retry-after')) {
        throw new ProviderUnavailable();
      }
      const body = await readBounded(answer, longestAnswerBytes);
      if (!body) throw new ProviderUnavailable();
      const { status, headers } = answer;
      // A 204 may be given no body, not even an empty one.
      const given = body.byteLength > 0 ? body : null;
      return new Response(given, { status, headers: withoutEncoding(headers) });
    } catch {
      // Auth.js calls it by a name that could be anything.
      noteRefusal({ code: 'provider_unavailable' });
      throw new ProviderUnavailable();
    }
  };
}

/**
 * Where an address that a provider gave is asked: at itself, or at the provider's stand-in on this
 * machine. Null for an address that is not the provider's.
 */
export function addressOfProvider(
  provider: Provider,
  address: string,
  localUrl: string | null,
): string | null {
  if (!URL.canParse(address)) return null;
  if (localUrl !== null && address.startsWith(`${localUrl}/`)) return address;
  const { protocol, host, pathname, search } = new URL(address);
  if (protocol !== 'https:' || !hosts[provider].includes(host)) return null;
  return localUrl === null ? address : localUrl + pathname + search;
}

/** The body is plain by now: its old length and encoding would belie it. */
function withoutEncoding(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return kept;
}
