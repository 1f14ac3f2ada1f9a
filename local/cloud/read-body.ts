import type { IncomingMessage } from 'node:http';

/** The largest body that any stand-in takes, as at Neon. */
export const largestBodyBytes = 10 * 1024 * 1024;

/** Reads a whole body; null when it is larger than the limit. Throws when the client hangs up. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > largestBodyBytes) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
