import type { Outcome, RefusalCode } from '#core/outcome.ts';

/** Ties the refusal of a code to the field that it is about, so that a form says it there. */
export function aboutField<Value, Code extends RefusalCode>(
  outcome: Outcome<Value, Code>,
  code: Code,
  field: string,
): Outcome<Value, Code> {
  if (outcome.ok || outcome.refusal.code !== code) return outcome;
  const errors = [{ field, code }];
  return { ok: false, refusal: { ...outcome.refusal, errors } };
}
