import { headers } from 'next/headers';
import type { z } from 'zod';
import {
  type ActionName,
  actionRule,
  admits,
  freshSeconds,
  type MemberAction,
  type PublicAction,
} from '#core/access.ts';
import type { Caller } from '#core/actors.ts';
import { accept, type Outcome, type RefusalCode, refuse } from '#core/outcome.ts';
import { reauthenticatePath, signInPath } from '#core/return-to.ts';
import { isOwnFormPost } from '#core/same-origin.ts';
import { isFresh } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { fieldErrors } from '#core/text-input.ts';
import { type RefusalWords, wordRefusal } from '#core/word-refusal.ts';
import { callerOf } from '#server/caller.ts';
import { currentSession } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import type { FormAction, FormState, Notice } from '#ui/form-state.ts';
import { refusalOfFault } from './endpoint.ts';

/** What a granted form answers: where to go on, or what to say. */
export type FormAnswer = { to?: string; notice?: Notice };

type FormOptions<Schema extends z.ZodType, Action extends ActionName> = {
  /** Its row in the table of actions. */
  action: Action;
  input: Schema;
  /** The fields that are never given back. */
  secrets: readonly string[];
};

/**
 * Makes a use case a Server Action that works with and without JavaScript: the post must come
 * from the site itself, fields are parsed, refusals come back as state with everything that was
 * typed but the secrets. It never throws and never redirects.
 */
export function formAction<Schema extends z.ZodType>(
  options: FormOptions<Schema, PublicAction>,
  run: (input: z.output<Schema>, caller: Caller) => Promise<Outcome<FormAnswer>>,
): FormAction {
  return answering(options, async (fields, caller) => {
    const parsed = parseFields(options.input, fields);
    return parsed.ok ? run(parsed.value, caller) : parsed;
  });
}

/**
 * The same for the signed-in whom the table of actions names. Their session is looked up in the
 * registry; without one, or where the sign-in is not fresh enough, the answer leads there and back.
 */
export function memberAction<Schema extends z.ZodType>(
  options: FormOptions<Schema, MemberAction>,
  run: (input: z.output<Schema>, member: Member) => Promise<Outcome<FormAnswer>>,
): FormAction {
  return answering(options, async (fields, caller) => {
    const { audience, isFresh: asksForFresh, page } = actionRule(options.action);
    const { claims } = await currentSession(await headers(), 'strict');
    if (!claims) return accept({ to: signInPath(page) });
    if (!admits(audience, claims.role)) return refuse('forbidden');
    if (asksForFresh && !isFresh(claims, new Date(), freshSeconds)) {
      return accept({ to: reauthenticatePath(page) });
    }
    const parsed = parseFields(options.input, fields);
    return parsed.ok ? run(parsed.value, { caller, claims }) : parsed;
  });
}

/** Who sent a form: from where, and by which live session. */
export type Member = { caller: Caller; claims: SessionClaims };

function answering(
  { secrets }: { secrets: readonly string[] },
  run: (fields: Record<string, string>, caller: Caller) => Promise<Outcome<FormAnswer>>,
): FormAction {
  return async (_state, data) => {
    const fields = readFields(data);
    const requestHeaders = await headers();
    const caller = callerOf(requestHeaders);
    const outcome = await decide(fields, requestHeaders, caller, run);
    const typed = Object.fromEntries(
      Object.entries(fields).filter(([name]) => !secrets.includes(name)),
    );
    if (outcome.ok) return makeState(outcome.value.to ? {} : typed, outcome.value);
    const { code } = outcome.refusal;
    const words = wordRefusal(outcome.refusal, caller.language);
    return makeState(typed, { notice: noticeOf(code, words) }, words.errors);
  };
}

async function decide(
  fields: Record<string, string>,
  requestHeaders: Headers,
  caller: Caller,
  run: (fields: Record<string, string>, caller: Caller) => Promise<Outcome<FormAnswer>>,
): Promise<Outcome<FormAnswer>> {
  try {
    if (!isOwnFormPost(requestHeaders, environment().origin)) return refuse('cross_origin');
    return await run(fields, caller);
  } catch (error) {
    return { ok: false, refusal: refusalOfFault(error, caller.requestId) };
  }
}

function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, string>,
): Outcome<z.output<Schema>> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return accept(parsed.data);
  return refuse('invalid_input', { errors: fieldErrors(parsed.error) });
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
  errors: FormState['errors'] = [],
): FormState {
  const short = Object.entries(values).filter(([, value]) => value.length <= 2048);
  return {
    attempt: crypto.randomUUID(),
    values: Object.fromEntries(short),
    errors,
    notice: answer.notice ?? null,
    to: answer.to ?? null,
  };
}

function noticeOf(code: RefusalCode, { title, detail, wait }: RefusalWords): Notice {
  return { kind: 'error', code, title, text: wait === null ? detail : `${detail} ${wait}` };
}
