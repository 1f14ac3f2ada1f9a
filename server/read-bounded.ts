import { joinBytes } from '#core/join-bytes.ts';

/** Reads an answer's body; null for one that is longer than so many bytes, which is not read on. */
export async function readBounded(
  answer: Response,
  longestBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = answer.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) return joinBytes(chunks);
    size += read.value.byteLength;
    if (size > longestBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(read.value);
  }
}
