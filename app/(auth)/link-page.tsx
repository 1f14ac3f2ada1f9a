import type { ReactNode } from 'react';
import type { AddressLinkState } from '#app/_kit/address-link.ts';
import { FindToken } from '#ui/find-token.tsx';
import { Form, Submit } from '#ui/form.tsx';
import type { Links } from '#ui/form-answer.tsx';
import type { FormAction } from '#ui/form-state.ts';
import { Gateway } from '#ui/gateway.tsx';
import { HideToken } from '#ui/hide-token.tsx';

type Words = {
  title: string;
  leadFor: (address: string) => string;
  lead: string;
  effects?: readonly string[];
  submit: string;
  submitting: string;
  dead: Record<'expired' | 'invalid' | 'missing', { title: string; text: string }>;
};

/**
 * A page of a letter's link: says what a press would do, and does it by the press alone, since mail
 * scanners open links too. A dead link says why, with the ways on beneath.
 */
export function LinkPage({
  id,
  link,
  token,
  action,
  words,
  onward,
  done,
  links,
}: {
  id: string;
  link: AddressLinkState;
  token: string | undefined;
  action: FormAction;
  words: Words;
  /** The ways on from a dead link. */
  onward: ReactNode;
  /** What stands in the form's place once it is done. */
  done: ReactNode;
  links: Links;
}) {
  if (link.state !== 'live') {
    const { title, text } = words.dead[link.state];
    return (
      <Gateway title={title} lead={text}>
        {link.state === 'missing' ? <FindToken /> : null}
        <div className="flex flex-col gap-3">{onward}</div>
      </Gateway>
    );
  }
  const { address } = link;
  return (
    <Gateway
      title={words.title}
      lead={
        <>
          {address === null ? null : (
            <span className="text-ink wrap-anywhere">{words.leadFor(address)} </span>
          )}
          {words.lead}
        </>
      }
    >
      <Form id={id} action={action} links={links} done={done}>
        {words.effects ? (
          <ul className="list-disc space-y-1.5 pl-5 text-label text-ink-soft">
            {words.effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        ) : null}
        <HideToken token={token ?? ''} />
        <Submit busy={words.submitting}>{words.submit}</Submit>
      </Form>
    </Gateway>
  );
}
