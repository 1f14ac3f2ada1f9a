'use client';

import { useRef, useState } from 'react';
import { type Provider, providerNames } from '#core/provider-identity.ts';
import { Answer, WayOn } from './form-answer.tsx';
import type { FormAction } from './form-state.ts';
import { LastUsed } from './last-used.tsx';
import { ProviderMark } from './provider-mark.tsx';
import { useAnswer } from './use-answer.ts';

/**
 * One form with a button for each provider, in its own colours. The button that is pressed names
 * the provider, with JavaScript and without.
 */
export function ProviderButtons({
  action,
  providers,
  returnTo,
  lastUsed,
}: {
  action: FormAction;
  providers: readonly Provider[];
  returnTo: string;
  /** The one that this browser signed in with last. */
  lastUsed: Provider | null;
}) {
  const form = useRef<HTMLFormElement>(null);
  const { state, submit, isBusy } = useAnswer(action, form);
  const [pressed, setPressed] = useState<string | null>(null);
  return (
    <form
      ref={form}
      id="providers"
      action={submit}
      onSubmit={(event) => {
        if (isBusy) event.preventDefault();
        else setPressed(pressedValue(event.nativeEvent));
      }}
    >
      <Answer id="providers" state={state} />
      <input type="hidden" name="returnTo" value={returnTo} />
      <div className="flex flex-col gap-3">
        {providers.map((provider) => {
          const isGoing = isBusy && pressed === provider;
          return (
            <button
              key={provider}
              type="submit"
              name="provider"
              value={provider}
              aria-disabled={isGoing || undefined}
              className={`button relative w-full gap-2.5 ${colours[provider]}`}
            >
              {isGoing ? null : <ProviderMark of={provider} />}
              Continue with {providerNames[provider]}
              {provider === lastUsed ? <LastUsed /> : null}
            </button>
          );
        })}
      </div>
      {state?.to ? <WayOn to={state.to} /> : null}
    </form>
  );
}

function pressedValue(event: Event): string | null {
  const submitter = event instanceof SubmitEvent ? event.submitter : null;
  return submitter instanceof HTMLButtonElement ? submitter.value : null;
}

/** Ground, border and text by each brand's own rules, light and dark. */
const colours: Record<Provider, string> = {
  google:
    'border-[#747775] bg-[#ffffff] text-[#1f1f1f] hover:bg-[#f2f2f2] dark:border-[#8e918f] dark:bg-[#131314] dark:text-[#e3e3e3] dark:hover:bg-[#1f1f20]',
  github:
    'border-[#747775] bg-[#ffffff] text-[#1f2328] hover:bg-[#f2f2f2] dark:border-[#8e918f] dark:bg-[#0d1117] dark:text-[#f0f6fc] dark:hover:bg-[#191f27]',
  microsoft:
    'border-[#8c8c8c] bg-[#ffffff] text-[#5e5e5e] hover:bg-[#f2f2f2] dark:border-[#8c8c8c] dark:bg-[#2f2f2f] dark:text-[#ffffff] dark:hover:bg-[#3a3a3a]',
};
