'use server';

import { refresh } from 'next/cache';
import * as z from 'zod';
import { memberAction } from '#app/_kit/form.ts';
import { rememberLanguage } from '#app/_kit/language.ts';
import { chooseLanguage as choose, chooseLanguageInput } from '#core/choose-language.ts';
import { accept } from '#core/outcome.ts';
import { resumeLetters as resume } from '#core/resume-letters.ts';
import { ports } from '#server/ports.ts';
import { messages } from '#ui/messages/messages.ts';

/** Lets one's own address get letters again. */
export const resumeLetters = memberAction(
  { action: 'resumeLetters', input: z.object({}), secrets: [] },
  async (_input, { claims, caller }) => {
    const resumed = await resume(ports(), claims, caller);
    if (!resumed.ok) return resumed;
    // The banner goes with the next look at the page.
    refresh();
    const { title, text } = messages[caller.language].mail.banner.resumed;
    return accept({ notice: { kind: 'success', code: 'letters_resumed', title, text } });
  },
);

/** Changes the language of the account's pages and letters, and of this browser. */
export const chooseLanguage = memberAction(
  { action: 'chooseLanguage', input: chooseLanguageInput, secrets: [] },
  async (fields, { claims }) => {
    const language = await choose(ports(), fields, claims);
    await rememberLanguage(language);
    const { doneTitle: title, doneText: text } = messages[language].account.language;
    return accept({ notice: { kind: 'success', code: 'language_chosen', title, text } });
  },
);
