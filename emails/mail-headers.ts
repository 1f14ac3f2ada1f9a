import type { Language } from '#core/language.ts';

/**
 * What a letter's headers say besides sender, recipient and subject. Nobody's out-of-office note
 * answers it (RFC 3834); readers and their programs learn its language (RFC 3282); the reference
 * keeps clients from folding a fresh code into the conversation of an old one.
 */
export function mailHeaders(language: Language, idempotencyKey: string): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': language,
    'X-Entity-Ref-ID': idempotencyKey,
  };
}
