import { largestBodyBytes } from './body-size.ts';
import type { RefusalCode } from './outcome.ts';
import { isOwnFormPost } from './same-origin.ts';

/**
 * Decides whether a write to a page is a form of this site that the framework can read: gives the
 * refusal, or null. Server Actions are public endpoints; what their decoder stumbles over it
 * answers with 500, and its references into objects have run code before (CVE-2025-55182).
 */
export async function refuseFormPost(
  request: Request,
  siteOrigin: string,
): Promise<RefusalCode | null> {
  const { method, headers } = request;
  if (method !== 'POST') return 'method_not_allowed';
  if (!isOwnFormPost(headers, siteOrigin)) return 'cross_origin';
  if (Number(headers.get('content-length')) > largestBodyBytes) return 'payload_too_large';
  const action = headers.get('next-action');
  if (action !== null && !/^[0-9a-f]{42}$/.test(action)) return 'invalid_request';
  return (await isReadable(request, action !== null)) ? null : 'invalid_request';
}

/** A call names its action in a header and has its arguments in field 0, or is them altogether. */
async function isReadable(request: Request, isCall: boolean): Promise<boolean> {
  try {
    if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
      return isCall && isArgument(await request.text());
    }
    const fields = await request.formData();
    if (isCall && !fields.has('0')) return false;
    for (const [name, value] of fields.entries()) {
      if (/^(\d+$|\$ACTION_.*:)/s.test(name) && !isArgument(value)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Arguments are lists or objects. Of the decoder's `$` notations a form needs these: nothing, its
 * fields, an escaped dollar sign and its bound arguments. Throws for text that is not JSON.
 */
function isArgument(text: unknown): boolean {
  let isPlain = true;
  const value: unknown = JSON.parse(String(text), (key, part) => {
    const isForeign = typeof part === 'string' && /^\$(?!undefined$|K\d+$|\$|@1$)/.test(part);
    if (key === '__proto__' || isForeign) isPlain = false;
    return part;
  });
  return isPlain && Object(value) === value;
}
