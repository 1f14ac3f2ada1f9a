import { type Provider, providerNames } from '#core/provider-identity.ts';
import { Form } from './form.tsx';
import type { FormAction } from './form-state.ts';
import { LastUsed } from './last-used.tsx';
import type { Messages } from './messages/messages.ts';
import { ProviderMark } from './provider-mark.tsx';
import { SubmitAs } from './submit-as.tsx';

/**
 * One form with a button for each provider, in its own colours. The button that is pressed names
 * the provider, with JavaScript and without.
 */
export function ProviderButtons({
  action,
  providers,
  returnTo,
  lastUsed,
  words,
}: {
  action: FormAction;
  providers: readonly Provider[];
  returnTo: string;
  /** The one that this browser signed in with last. */
  lastUsed: Provider | null;
  words: Pick<Messages['signingIn'], 'continueWith' | 'lastUsed'>;
}) {
  return (
    <Form id="providers" action={action}>
      <input type="hidden" name="returnTo" value={returnTo} />
      <div className="flex flex-col gap-3">
        {providers.map((provider) => (
          <SubmitAs
            key={provider}
            name="provider"
            value={provider}
            // The sign of work in progress takes the mark's place.
            className={`relative gap-2.5 aria-disabled:[&_svg]:hidden ${colours[provider]}`}
          >
            <ProviderMark of={provider} />
            {words.continueWith(providerNames[provider])}
            {provider === lastUsed ? <LastUsed word={words.lastUsed} /> : null}
          </SubmitAs>
        ))}
      </div>
    </Form>
  );
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
