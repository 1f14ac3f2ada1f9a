import { largestBodyBytes } from '#core/body-size.ts';
import { joinBytes } from '#core/join-bytes.ts';
import { refuse } from '#core/outcome.ts';

const bodyTimeoutMilliseconds = 5000;

/**
 * Reads a body as text: at most 16 KiB (`payload_too_large`), within 5 s (`request_timeout`),
 * valid UTF-8 (`invalid_json`). A larger body is dropped as soon as it is known to be one.
 */
export async function readBody(request: Request) {
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) {
    return refuse('payload_too_large');
  }
  const reader = request.body?.getReader();
  if (!reader) return { ok: true as const, value: '' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  const deadline = timeout(bodyTimeoutMilliseconds);
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), deadline.reached]);
      if (read === 'late') return refuse('request_timeout');
      if (read.done) break;
      size += read.value.byteLength;
      if (size > largestBodyBytes) return refuse('payload_too_large');
      chunks.push(read.value);
    }
    return {
      ok: true as const,
      value: new TextDecoder('utf-8', { fatal: true }).decode(joinBytes(chunks)),
    };
  } catch {
    return refuse('invalid_json');
  } finally {
    deadline.clear();
    reader.cancel().catch(() => undefined);
  }
}

function timeout(milliseconds: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reached = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return { reached, clear: () => clearTimeout(timer) };
}
