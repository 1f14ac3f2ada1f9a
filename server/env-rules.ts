const leastCharacters = 32;
const leastDifferentCharacters = 8;
const placeholders =
  /secret|change.?me|password|passphrase|example|placeholder|replace|your.?(own|key)|gatehouse|letmein|qwerty/i;

/**
 * Says what is weak about a secret, or null. A generated one of 32 characters, base64 or hex,
 * passes; words from examples, short repetitions and runs of the alphabet do not.
 */
export function secretWeakness(secret: string): string | null {
  if (secret.length < leastCharacters) return `must have ${leastCharacters} characters at least`;
  if (placeholders.test(secret)) return 'looks like a placeholder: generate a random one';
  const isPoor =
    new Set(secret).size < leastDifferentCharacters ||
    /^(.{1,16}?)\1+.{0,15}$/s.test(secret) ||
    stepsOfOne(secret) > secret.length / 2;
  return isPoor ? 'is too easy to guess: generate a random one' : null;
}

/** Decides whether a URL points to this very machine. */
export function isLocalhost(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** How often a character is the one after its neighbour: abc, 123. */
function stepsOfOne(text: string): number {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) === 1) steps += 1;
  }
  return steps;
}

/** What is wrong with the two pairs of variables for Redis, a line each. */
export function redisRules(settings: Readonly<Record<string, string | undefined>>): string[] {
  const pairs = [
    ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
    ['KV_REST_API_URL', 'KV_REST_API_TOKEN'],
  ] as const;
  const used = pairs.filter(([address, token]) => settings[address] ?? settings[token]);
  if (used.length === 0) {
    return ['UPSTASH_REDIS_REST_URL is missing (KV_REST_API_URL is read in its place)'];
  }
  return used.flat().flatMap((name) => (settings[name] ? [] : [`${name} is missing`]));
}
