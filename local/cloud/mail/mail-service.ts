import { createHash } from 'node:crypto';
import { hasSecret } from '../has-secret.ts';
import { parseJson } from '../json-body.ts';
import { type Answer, type CloudRequest, json, type Service } from '../service.ts';
import type { Inbox, Letter, NewLetter } from './inbox.ts';
import { invalid, isResendError, type ResendError, readLetter } from './resend-request.ts';
import { createWebhooks, type Webhooks, type WebhookTarget } from './webhooks.ts';

export type MailService = Service & { inbox: Inbox };

/** Stands in for Resend's API: letters go into an inbox instead of out into the world. */
export function mailService(
  inbox: Inbox,
  apiKey: string,
  target: WebhookTarget | null = null,
): MailService {
  const webhooks = target && createWebhooks(target);
  return {
    name: 'mail',
    prefix: '/resend',
    inbox,
    environment: (cloudUrl) => ({
      RESEND_API_KEY: apiKey,
      RESEND_BASE_URL: `${cloudUrl}/resend`,
      ...(target ? { RESEND_WEBHOOK_SECRET: target.secret } : {}),
    }),
    async handle(request) {
      const refusal = refuseKey(request, apiKey);
      return refusal ? refused(refusal) : route(inbox, webhooks, request);
    },
    fault: (mode) => (mode === 'limited' ? limited() : refused(broken)),
    counters: () => ({}),
    resetCounters: () => undefined,
    stop: async () => webhooks?.stop(),
  };
}

const broken: ResendError = {
  statusCode: 500,
  name: 'application_error',
  message: 'An unexpected error occurred.',
};

function route(inbox: Inbox, webhooks: Webhooks | null, request: CloudRequest): Answer {
  const path = request.url.pathname.slice('/resend'.length);
  if (request.method === 'POST' && path === '/emails') return send(inbox, webhooks, request, false);
  if (request.method === 'POST' && path === '/emails/batch')
    return send(inbox, webhooks, request, true);
  const id = /^\/emails\/([\w-]+)$/.exec(path)?.[1];
  if (id !== undefined && request.method === 'GET') {
    const letter = inbox.find(id);
    if (letter) return json(200, asResend(letter));
    return refused({ statusCode: 404, name: 'not_found', message: 'Email not found' });
  }
  if (path === '/emails' || path === '/emails/batch' || id !== undefined) {
    return refused({
      statusCode: 405,
      name: 'method_not_allowed',
      message: 'This endpoint does not support that method.',
    });
  }
  return refused({
    statusCode: 404,
    name: 'not_found',
    message: 'The requested endpoint does not exist.',
  });
}

function send(
  inbox: Inbox,
  webhooks: Webhooks | null,
  { body, headers }: CloudRequest,
  isBatch: boolean,
): Answer {
  const key = textOf(headers['idempotency-key']);
  if (key !== null && (key.length < 1 || key.length > 256)) {
    return refused({
      statusCode: 400,
      name: 'invalid_idempotency_key',
      message: 'The key must be between 1-256 chars.',
    });
  }
  const parsed = parseJson(body);
  const items = isBatch ? parsed : [parsed];
  if (!Array.isArray(items) || items.length === 0 || items.length > 100) {
    return refused(invalid('The batch must hold between 1 and 100 emails.'));
  }
  const letters: NewLetter[] = [];
  for (const item of items) {
    const read = readLetter(item, key);
    if (isResendError(read)) return refused(read);
    letters.push(read);
  }

  const bodyDigest = createHash('sha256').update(body).digest('hex');
  const taken = key === null ? null : inbox.takenUnder(key);
  if (taken && taken.bodyDigest !== bodyDigest) {
    return refused({
      statusCode: 409,
      name: 'invalid_idempotent_request',
      message: 'This idempotency key has been used before with a request body that is different.',
    });
  }
  const kept = taken ? [] : inbox.add(letters, key === null ? null : { key, bodyDigest });
  webhooks?.tell(kept);
  const ids = taken?.ids ?? kept.map(({ id }) => id);
  return json(200, isBatch ? { data: ids.map((id) => ({ id })) } : { id: ids[0] });
}

function refuseKey({ headers }: CloudRequest, apiKey: string): ResendError | null {
  const given = /^Bearer (.+)$/.exec(textOf(headers.authorization) ?? '')?.[1];
  if (given === undefined) {
    return { statusCode: 401, name: 'missing_api_key', message: 'Missing API Key' };
  }
  if (hasSecret(given, apiKey)) return null;
  return { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' };
}

function asResend(letter: Letter) {
  const { id, to, from, subject, html, text, createdAt } = letter;
  return {
    object: 'email',
    id,
    to,
    from,
    created_at: createdAt,
    subject,
    html: html || null,
    text: text || null,
    bcc: [],
    cc: [],
    reply_to: [],
    last_event: 'delivered',
    scheduled_at: null,
  };
}

function limited(): Answer {
  const error = {
    statusCode: 429,
    name: 'rate_limit_exceeded',
    message: 'Too many requests. You can only make 2 requests per second.',
  };
  const headers = {
    'retry-after': '1',
    'ratelimit-limit': '2',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '1',
  };
  return json(429, error, headers);
}

function refused(error: ResendError): Answer {
  return json(error.statusCode, error);
}

function textOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}
