'use client';

import { createContext, type ReactNode, useContext, useRef } from 'react';
import { useFormStatus } from 'react-dom';
import { Answer, WayOn } from './form-answer.tsx';
import type { FormAction } from './form-state.ts';
import { type Answering, useAnswer } from './use-answer.ts';

const GroupContext = createContext<Pick<Answering, 'submit' | 'isBusy'>>({
  submit: () => {},
  isBusy: false,
});

/**
 * Several small forms for one Server Action, the same with JavaScript and without. The answer
 * stands above them all, so that it outlives the form that it belongs to: what a button ends goes
 * from the page, button included.
 */
export function FormGroup({
  id,
  action,
  children,
}: {
  id: string;
  action: FormAction;
  children: ReactNode;
}) {
  const root = useRef<HTMLDivElement>(null);
  const { state, submit, isBusy } = useAnswer(action, root);
  return (
    <GroupContext value={{ submit, isBusy }}>
      <div ref={root} id={id}>
        <Answer id={id} state={state} />
        <div className="flex flex-col gap-8">{children}</div>
        {state?.to ? <WayOn to={state.to} /> : null}
      </div>
    </GroupContext>
  );
}

/**
 * One form of the group around it: a button that sends one hidden value. `about` says to those who
 * only hear the button which of its likes it is.
 */
export function ButtonForm({
  name,
  value,
  busy,
  about,
  children,
}: {
  name: string;
  value: string;
  busy: string;
  about: string;
  children: ReactNode;
}) {
  const { submit, isBusy } = useContext(GroupContext);
  return (
    <form
      action={submit}
      onSubmit={(event) => {
        if (isBusy) event.preventDefault();
      }}
    >
      <input type="hidden" name={name} value={value} />
      <GroupButton busy={busy} about={about}>
        {children}
      </GroupButton>
    </form>
  );
}

/** Only the button that was pressed says that it works. */
function GroupButton({
  busy,
  about,
  children,
}: {
  busy: string;
  about: string;
  children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      aria-disabled={pending || undefined}
      className="button button-quiet w-full whitespace-nowrap"
    >
      <span>
        {pending ? busy : children}
        <span className="sr-only"> {about}</span>
      </span>
    </button>
  );
}
