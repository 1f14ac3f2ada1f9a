'use client';

import { useEffect, useState } from 'react';
import { linkTokenKey } from './link-token.ts';

/**
 * The hidden field with the token of a letter's link. Where JavaScript runs the token leaves the
 * address bar, so that no shared screen, copied address or history entry carries it on; the tab's
 * own history entry keeps it for a reload, which `FindToken` answers.
 */
export function HideToken({ token }: { token: string }) {
  // An answer of the form renders the page anew, at an address without the token.
  const [kept] = useState(token);

  useEffect(() => {
    if (kept === '') return;
    // Once the framework's router listens: it must learn the address too, or it puts the old one back.
    const timer = setTimeout(() => {
      window.history.replaceState({ [linkTokenKey]: kept }, '', window.location.pathname);
    });
    return () => clearTimeout(timer);
  }, [kept]);

  return <input type="hidden" name="token" value={kept} readOnly />;
}
