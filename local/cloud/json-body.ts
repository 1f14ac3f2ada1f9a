/**
 * Parses a JSON body. Gives undefined when it is not JSON, is not UTF-8, or holds half a
 * surrogate pair, which the real services refuse too.
 */
export function parseJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    return /\\u[dD][89a-fA-F]/.test(text) && hasHalfPair(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** True for an object that is neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasHalfPair(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  if (Array.isArray(value)) return value.some(hasHalfPair);
  return isRecord(value) && Object.entries(value).some((entry) => entry.some(hasHalfPair));
}
