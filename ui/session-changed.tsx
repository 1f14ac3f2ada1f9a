'use client';

import { useEffect } from 'react';
import { announceSessionChange } from './session-news.ts';

/** Tells every tab that the session has changed, as soon as it is shown; shows nothing itself. */
export function SessionChanged() {
  useEffect(announceSessionChange, []);
  return null;
}
