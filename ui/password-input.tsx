import { type InputHTMLAttributes, useState, useSyncExternalStore } from 'react';
import { useWords } from './words-provider.tsx';

/**
 * A password input. Where JavaScript runs it can be shown and hidden; a shown password stays out
 * of spelling services, and the value is never rendered by the server.
 */
export function PasswordInput({
  isBusy,
  ...props
}: InputHTMLAttributes<HTMLInputElement> & { isBusy: boolean }) {
  const [isShown, setShown] = useState(false);
  const { show, hide, shownPassword, hiddenPassword, passwords } = useWords();
  const label = passwords[props.name as keyof typeof passwords] ?? '';
  const isHydrated = useSyncExternalStore(never, inBrowser, onServer);
  return (
    <div className="relative">
      <input
        {...props}
        // Hidden again while it is sent: browsers keep the text of text inputs.
        type={isShown && !isBusy ? 'text' : 'password'}
        className={`${props.className} pr-18`}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
      />
      {isHydrated ? (
        <button
          type="button"
          aria-label={(isShown ? hiddenPassword : shownPassword).replace('{password}', label)}
          aria-controls={props.id}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0 right-0 min-w-16 cursor-pointer rounded-r-[0.625rem] px-3 text-caption font-medium text-ink-soft hover:text-ink"
        >
          {isShown ? hide : show}
        </button>
      ) : null}
    </div>
  );
}

const never = () => () => {};
const inBrowser = () => true;
const onServer = () => false;
