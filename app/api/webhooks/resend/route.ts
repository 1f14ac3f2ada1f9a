import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { readBody } from '#app/_kit/request-body.ts';
import { hearMailEvent } from '#core/hear-mail-event.ts';
import { refuse } from '#core/outcome.ts';
import { signedMessage } from '#core/webhook-signature.ts';
import { environment } from '#server/env.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

/** What the mail provider tells of letters. The body is read as it came, since it is what is signed. */
const hear = endpoint({ input: null, status: 200 }, async (_input, { request, caller }) => {
  const { webhookSecrets } = environment().mail;
  if (webhookSecrets.length === 0) return refuse('not_found');
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') return refuse('unsupported_media_type');
  const body = await readBody(request);
  if (!body.ok) return body;
  const message = signedMessage(request.headers, body.value);
  return hearMailEvent(ports(), webhookSecrets, message, caller);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: hear });
