import type { RefusalCode } from '#core/outcome.ts';
import type { WordedFieldError } from '#core/word-refusal.ts';

/** What a form's action answers: rendered again by the server, with or without JavaScript. */
export type FormState = {
  /** Fresh for every answer, so that the same refusal focuses and announces again. */
  attempt: string;
  /** What the visitor typed, given back; secrets never are. */
  values: Record<string, string>;
  errors: WordedFieldError[];
  notice: Notice | null;
  /**
   * Where to go on, a path of this site or the address of a provider; the form renders the way
   * there in both modes.
   */
  to: string | null;
};

export type Notice = {
  kind: 'error' | 'success' | 'info';
  code: RefusalCode | (string & {});
  title: string;
  text: string;
};

export type FormAction = (state: FormState | null, data: FormData) => Promise<FormState>;
