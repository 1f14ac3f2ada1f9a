import { createContext } from 'react';
import type { FormState } from './form-state.ts';

export type FormAround = {
  id: string;
  state: FormState | null;
  isBusy: boolean;
  /** The value of the button that sent the form last; null when it has none. */
  sentBy: string | null;
};

/** What the fields and buttons of a form know of it. */
export const FormContext = createContext<FormAround>({
  id: '',
  state: null,
  isBusy: false,
  sentBy: null,
});
