import * as z from 'zod';
import type { SessionClaims } from './session-token.ts';
import { nameField, plainText } from './text-input.ts';

/** A picture's address: https only, and no longer than a cookie can carry. */
const imageField = plainText
  .refine((text) => text.length <= 512 && /^https:\/\//.test(text) && URL.canParse(text), {
    error: 'invalid',
  })
  .nullable();

/** What a client may change of its own session: name and image; everything else is left out. */
const profileUpdate = z.object({ name: nameField.optional(), image: imageField.optional() });

/** The claims after a client's update; the same claims when a value is not valid. */
export function updateClaims(claims: SessionClaims, update: unknown): SessionClaims {
  const parsed = profileUpdate.safeParse(update);
  if (!parsed.success) return claims;
  const has = (field: string) => Object.hasOwn(Object(update), field);
  return {
    ...claims,
    ...(has('name') ? { name: parsed.data.name ?? null } : {}),
    ...(has('image') ? { picture: parsed.data.image ?? null } : {}),
  };
}
