'use client';

import { useEffect } from 'react';
import { linkTokenKey } from './link-token.ts';

/** On a page of links that has none: goes back to the one that this tab was opened with, if any. */
export function FindToken() {
  useEffect(() => {
    const token: unknown = window.history.state?.[linkTokenKey];
    if (typeof token !== 'string') return;
    window.location.replace(`${window.location.pathname}?token=${encodeURIComponent(token)}`);
  }, []);
  return null;
}
