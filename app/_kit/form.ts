import { headers } from 'next/headers';
import type { z } from 'zod';
import { describeRefusal, type Outcome, type Refusal, refuse } from '#core/outcome.ts';
import type { Caller } from '#core/ports.ts';
import { isOwnFormPost } from '#core/same-origin.ts';
import { fieldErrors } from '#core/text-input.ts';
import { callerOf } from '#server/caller.ts';
import { environment } from '#server/env.ts';
import type { FormAction, FormState, Notice } from '#ui/form-state.ts';
import { refusalOfFault } from './endpoint.ts';

/** What a granted form answers: where to go on, or what to say. */
export type FormAnswer = { to?: string; notice?: Notice };

/**
 * Makes a use case a Server Action that works with and without JavaScript: the post must come
 * from the site itself, fields are parsed, refusals come back as state with everything that was
 * typed but the secrets. It never throws and never redirects.
 */
export function formAction<Schema extends z.ZodType>(
  { input, secrets }: { input: Schema; secrets: readonly string[] },
  run: (input: z.output<Schema>, caller: Caller) => Promise<Outcome<FormAnswer>>,
): FormAction {
  return async (_state, data) => {
    const fields = readFields(data);
    const outcome = await decide(fields, input, run);
    const typed = Object.fromEntries(
      Object.entries(fields).filter(([name]) => !secrets.includes(name)),
    );
    return outcome.ok
      ? makeState(outcome.value.to ? {} : typed, outcome.value)
      : makeState(typed, { notice: noticeOf(outcome.refusal) }, outcome.refusal);
  };
}

async function decide<Schema extends z.ZodType>(
  fields: Record<string, string>,
  schema: Schema,
  run: (input: z.output<Schema>, caller: Caller) => Promise<Outcome<FormAnswer>>,
): Promise<Outcome<FormAnswer>> {
  const requestHeaders = await headers();
  const caller = callerOf(requestHeaders);
  try {
    if (!isOwnFormPost(requestHeaders, environment().origin)) return refuse('cross_origin');
    const parsed = schema.safeParse(fields);
    if (!parsed.success) return refuse('invalid_input', { errors: fieldErrors(parsed.error) });
    return await run(parsed.data, caller);
  } catch (error) {
    return { ok: false, refusal: refusalOfFault(error, caller.requestId) };
  }
}

/** Reads a form's text fields; the framework's own keys and anything but text are left out. */
function readFields(data: unknown): Record<string, string> {
  if (!(data instanceof FormData)) return {};
  const fields: [string, string][] = [];
  for (const [name, value] of data.entries()) {
    if (typeof value === 'string' && !name.startsWith('$ACTION')) fields.push([name, value]);
  }
  return Object.fromEntries(fields);
}

function makeState(
  values: Record<string, string>,
  answer: FormAnswer,
  refusal?: Refusal,
): FormState {
  const short = Object.entries(values).filter(([, value]) => value.length <= 2048);
  return {
    attempt: crypto.randomUUID(),
    values: Object.fromEntries(short),
    errors: refusal?.errors ?? [],
    notice: answer.notice ?? null,
    to: answer.to ?? null,
  };
}

function noticeOf(refusal: Refusal): Notice {
  const { title, detail } = describeRefusal(refusal.code);
  const wait = refusal.retryAfterSeconds;
  const text = wait === undefined ? detail : `${detail} You can try again in ${inWords(wait)}.`;
  return { kind: 'error', code: refusal.code, title, text };
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'one second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
