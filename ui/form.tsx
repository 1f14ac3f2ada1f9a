'use client';

import { type InputHTMLAttributes, type ReactNode, useContext, useRef, useState } from 'react';
import type { FieldName } from './field-labels.ts';
import { Answer, type Links, WayOn } from './form-answer.tsx';
import { FormContext } from './form-context.ts';
import type { FormAction } from './form-state.ts';
import { PasswordInput } from './password-input.tsx';
import { useAnswer } from './use-answer.ts';
import { useWords } from './words-provider.tsx';

/**
 * A form around a Server Action, the same with JavaScript and without. Its fields find their
 * errors and values in it, so that the page around them stays a server component. `links` gives
 * the way on for a notice's code; `done` stands in the form's place once a success is reached.
 */
export function Form({
  id,
  action,
  links = {},
  done,
  children,
}: {
  id: string;
  action: FormAction;
  links?: Links;
  done?: ReactNode;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const { state, submit, isBusy } = useAnswer(action, form);
  const [sentBy, setSentBy] = useState<string | null>(null);
  const isDone = done !== undefined && state?.notice?.kind === 'success';

  return (
    <FormContext value={{ id, state, isBusy, sentBy }}>
      <form
        ref={form}
        id={id}
        action={submit}
        noValidate
        onSubmit={(event) => {
          if (isBusy) event.preventDefault();
          else setSentBy(valueOfButton((event.nativeEvent as SubmitEvent).submitter));
        }}
      >
        <Answer id={id} state={state} links={links} />
        <div className="flex flex-col gap-5" data-done={isDone || undefined}>
          {isDone ? done : children}
        </div>
        {state?.to ? <WayOn to={state.to} /> : null}
      </form>
    </FormContext>
  );
}

function valueOfButton(submitter: HTMLElement | null): string | null {
  return submitter instanceof HTMLButtonElement ? submitter.value : null;
}

type FieldProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'inputMode' | 'spellCheck' | 'autoCapitalize' | 'className' | 'defaultValue'
> & {
  name: FieldName;
  type?: 'text' | 'email' | 'password';
  hint?: string;
  isOptional?: boolean;
  /** What a password manager should make: the `passwordrules` attribute. */
  passwordRules?: string;
};

/**
 * One labelled input of the form around it. Gives back what was typed, secrets excepted; a
 * refused one is focused by the server's HTML, and by the form where JavaScript runs.
 */
export function Field({
  name,
  type = 'text',
  hint,
  isOptional = false,
  passwordRules,
  className = '',
  defaultValue,
  ...more
}: FieldProps) {
  const { id: formId, state, isBusy } = useContext(FormContext);
  const words = useWords();
  const id = `${formId}-${name}`;
  const error = state?.errors.find((refused) => refused.field === name);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  const input = {
    ...more,
    ...(passwordRules ? { passwordrules: passwordRules } : {}),
    id,
    name,
    className: `input ${className}`,
    required: !isOptional,
    // Longer than any field may be, and short enough that the answer is one about the field.
    maxLength: 2048,
    autoFocus: error !== undefined,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
  };

  return (
    <div>
      <label htmlFor={id} className="mb-1.5 flex justify-between text-label font-medium">
        {words.fields[name]}
        {isOptional ? <span className="font-normal text-ink-soft">{words.optional}</span> : null}
      </label>
      {type === 'password' ? (
        <PasswordInput {...input} isBusy={isBusy} />
      ) : (
        <input {...input} type={type} defaultValue={state?.values[name] ?? defaultValue} />
      )}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-caption text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 text-caption font-medium text-danger">
          {error.message}
        </p>
      ) : null}
    </div>
  );
}

/** One labelled box to tick; what was chosen is given back. */
export function Choice({
  name,
  label,
  isChosen = false,
}: {
  name: string;
  label: string;
  isChosen?: boolean;
}) {
  const { id, state } = useContext(FormContext);
  const chosen = state ? Boolean(state.values[name]) : isChosen;
  return (
    <label className="-my-2 flex min-h-11 cursor-pointer items-center gap-2.5 text-label">
      <input
        type="checkbox"
        id={`${id}-${name}`}
        name={name}
        defaultChecked={chosen}
        className="size-4.5 accent-accent"
      />
      {label}
    </label>
  );
}

/**
 * The button that sends the form. While the answer is awaited it says so and takes no second
 * press; it stays focusable, so that nobody loses their place.
 */
export function Submit({
  children,
  busy,
  kind = 'primary',
}: {
  children: ReactNode;
  busy: string;
  kind?: 'primary' | 'quiet';
}) {
  const { isBusy } = useContext(FormContext);
  return (
    <button
      type="submit"
      aria-disabled={isBusy || undefined}
      className={`button w-full ${kind === 'primary' ? 'button-primary' : 'button-quiet'}`}
    >
      {isBusy ? busy : children}
    </button>
  );
}
