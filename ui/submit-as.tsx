'use client';

import { type ReactNode, useContext } from 'react';
import { FormContext } from './form-context.ts';

/** One of several buttons that send a form, each with its own value: only the pressed one works. */
export function SubmitAs({
  name,
  value,
  className,
  children,
}: {
  name: string;
  value: string;
  className: string;
  children: ReactNode;
}) {
  const { isBusy, sentBy } = useContext(FormContext);
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-disabled={(isBusy && sentBy === value) || undefined}
      className={`button w-full ${className}`}
    >
      {children}
    </button>
  );
}
