import { changeAddress, changeAddressInput } from '#core/change-address.ts';
import { confirmAddress } from '#core/confirm-address.ts';
import { disownActivity } from '#core/disown-activity.ts';
import type { Letter, LetterTemplate } from '#core/letters.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { undoAddressChange } from '#core/undo-address.ts';
import type { World } from '#tests/support/memory-browser.ts';

export const askFor = ({ ports, caller }: World, claims: SessionClaims, email: string) =>
  changeAddress(ports, changeAddressInput.parse({ email }), claims, caller);

export const confirmBy = (
  { ports, caller }: World,
  token: string,
  current: SessionClaims | null = null,
) => confirmAddress(ports, { token }, current, caller);

export const undoBy = ({ ports, caller }: World, token: string) =>
  undoAddressChange(ports, { token }, caller);

export const disownBy = ({ ports, caller }: World, token: string) =>
  disownActivity(ports, { token }, caller);

/** What the newest letter of a kind says. Fails when there is none. */
export async function saidIn(
  { ports, memory }: World,
  template: LetterTemplate,
): Promise<Letter['props']> {
  const letter = memory.letters.findLast((one) => one.template === template);
  const props = await ports.secrets.openLetterProps(letter?.propsSealed ?? '');
  if (!props) throw new Error(`no letter ${template}`);
  return props;
}

/** The token of a link in the newest letter of a kind. */
export async function tokenIn(
  world: World,
  template: LetterTemplate,
  link: 'link' | 'undoLink' | 'disownLink' = 'link',
): Promise<string> {
  const address = Object.entries(await saidIn(world, template)).find(([name]) => name === link);
  return new URL(address?.[1] ?? '').searchParams.get('token') ?? '';
}

/** The letters of the world so far, as `template to`. */
export const lettersOf = ({ memory }: World): string[] =>
  memory.letters.map(({ template, to }) => `${template} ${to}`);
