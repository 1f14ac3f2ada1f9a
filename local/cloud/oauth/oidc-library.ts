import * as crypto from 'node:crypto';

type Library = typeof import('oidc-provider');

let loading: Promise<Library> | null = null;

/** Loads the OpenID provider library at the first need: 30 MB and a fifth of a second. */
export function loadOidcLibrary(): Promise<Library> {
  loading ??= importQuietly();
  return loading;
}

/** Decides whether this Node has what the library calls; the first releases of 20 lack it. */
export function isOidcLibraryUsable(): boolean {
  return 'hash' in crypto && 'parse' in URL;
}

/**
 * The library's author vouches for Node 22 and later, and says so on 20; there it works, as the
 * tests of the issuers show. Exactly that line is not passed on.
 */
async function importQuietly(): Promise<Library> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime.')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
