import * as z from 'zod';
import type { Ports } from './ports.ts';
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

/**
 * Changes name and image of whoever the claims speak of, as far as a client's update gives them,
 * and answers with the claims afterwards; the same claims when a value is not valid.
 */
export async function updateProfile(
  ports: Pick<Ports, 'users' | 'clock'>,
  claims: SessionClaims,
  update: unknown,
): Promise<SessionClaims> {
  const parsed = profileUpdate.safeParse(update);
  if (!parsed.success) return claims;
  const has = (field: string) => Object.hasOwn(Object(update), field);
  const profile = {
    ...(has('name') ? { name: parsed.data.name ?? null } : {}),
    ...(has('image') ? { image: parsed.data.image ?? null } : {}),
  };
  if (Object.keys(profile).length === 0) return claims;
  await ports.users.updateProfile(claims.sub, profile, ports.clock.now());
  const { name = claims.name, image = claims.picture } = profile;
  return { ...claims, name, picture: image };
}
