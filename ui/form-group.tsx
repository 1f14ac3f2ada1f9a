'use client';

import { createContext, type ReactNode, useContext, useRef } from 'react';
import { useFormStatus } from 'react-dom';
import { Answer, WayOn } from './form-answer.tsx';
import type { FormAction } from './form-state.ts';
import { type Answering, useAnswer } from './use-answer.ts';

type Group = Pick<Answering, 'submit' | 'isBusy'> & { id: string };

/** The groups around, the nearest first. */
const GroupsContext = createContext<readonly Group[]>([]);

/**
 * Several small forms for one Server Action, the same with JavaScript and without. The answer
 * stands above them all, so that it outlives the form that it belongs to: what a button ends goes
 * from the page, button included. Where groups stand in each other, a form names its own.
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
  const around = useContext(GroupsContext);
  return (
    <GroupsContext value={[{ id, submit, isBusy }, ...around]}>
      <div ref={root} id={id}>
        <Answer id={id} state={state} />
        <div className="flex flex-col gap-8">{children}</div>
        {state?.to ? <WayOn to={state.to} /> : null}
      </div>
    </GroupsContext>
  );
}

/**
 * One form of a group around it, the nearest unless `group` names another: a button that sends one
 * hidden value. `about` says to those who only hear the button which of its likes it is.
 */
export function ButtonForm({
  group,
  name,
  value,
  busy,
  about,
  children,
}: {
  group?: string;
  name: string;
  value: string;
  busy: string;
  about: string;
  children: ReactNode;
}) {
  const groups = useContext(GroupsContext);
  const own = groups.find(({ id }) => group === undefined || group === id);
  if (!own) throw new Error('a form outside of its group');
  return (
    <form
      action={own.submit}
      onSubmit={(event) => {
        if (own.isBusy) event.preventDefault();
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
