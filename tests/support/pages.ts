import { expect, type Locator, type Page } from '@playwright/test';
import type { FieldName } from '#ui/field-labels.ts';
import { islands } from '#ui/messages/en/islands.ts';
import { goodPassword, siteUrl } from './site.ts';

/** The forms of the site, and the words on the button that sends each. */
const buttons = {
  'sign-in': 'Sign in',
  'sign-out': 'Sign out',
  register: 'Create account',
  confirm: 'Confirm address',
  resend: 'Send a new letter',
  verify: 'Confirm address',
  reauthenticate: 'Confirm',
  'change-password': 'Change password',
  forgot: 'Send the letter',
  reset: 'Set the password',
  'set-password': 'Set a password',
  'change-address': 'Change address',
  'confirm-address': 'Confirm address',
  'undo-change': 'Undo the change',
  disown: 'Sign out all devices',
  'end-others': 'Sign out on all other devices',
  'end-all': 'Sign out everywhere',
} as const;

export type FormId = keyof typeof buttons;
/** Groups of small forms, each with one place for their answers. */
export type GroupId = 'sessions' | 'connect' | 'disconnect' | 'access';
export type Typed = Partial<Record<FieldName, string>>;

/** The one heading of a page. */
export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });

/** Where a form says why it was refused. */
export const alertOf = (page: Page, id: FormId | GroupId): Locator =>
  page.locator(`#${id}`).getByRole('alert');

/** Where a form, or a group of forms, says what it has done; a meter in it speaks after that. */
export const statusOf = (page: Page, id: FormId | GroupId): Locator =>
  page.locator(`#${id}`).getByRole('status').first();

/** A field of a form, by the label that people see. */
export const field = (page: Page, id: FormId, name: FieldName): Locator =>
  page.locator(`#${id}`).getByLabel(new RegExp(`^${islands.fields[name]}`));

/** Types into a form and presses its button. */
export async function send(page: Page, id: FormId, typed: Typed = {}): Promise<void> {
  for (const name of Object.keys(islands.fields) as FieldName[]) {
    const text = typed[name];
    if (text !== undefined) await field(page, id, name).fill(text);
  }
  await page.locator(`#${id}`).getByRole('button', { name: buttons[id], exact: true }).click();
}

/** Opens the sign-in page and signs in; ends on the account page. */
export async function signInAs(page: Page, email: string, password = goodPassword): Promise<void> {
  await page.goto('/sign-in');
  await send(page, 'sign-in', { email, password });
  await expect(heading(page)).toHaveText('Your account');
}

/** Asks to sign out and confirms it; ends at home. */
export async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await send(page, 'sign-out');
  await expect(page).toHaveURL(`${siteUrl}/`);
}

/** A part of the list of sessions by its heading. */
export const sessionsIn = (page: Page, title: 'This session' | 'Other sessions'): Locator =>
  page.getByRole('region', { name: title });

/** The button that ends a session of the list, by the device that it names to those who listen. */
export const endButton = (page: Page, device: string): Locator =>
  page.getByRole('button', { name: `End session of ${device}` });

/** Opens the registration page and registers; ends where the address is to be confirmed. */
export async function registerAs(page: Page, email: string, name = ''): Promise<void> {
  await page.goto('/register');
  await send(page, 'register', { name, email, password: goodPassword });
  await expect(heading(page)).toHaveText('Confirm your address');
  await expect(page.getByText(email)).toBeVisible();
}

/** Waits until a page's scripts run: until then a form is sent as if there were none. */
export async function untilAlive(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Show .*password$/i }).first()).toBeVisible();
}

/** Holds a form's field to its refusal: the sentence beside it, tied to it for those who listen. */
export async function expectRefused(
  page: Page,
  id: FormId,
  name: FieldName,
  words: string,
): Promise<void> {
  const input = field(page, id, name);
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(input).toHaveAccessibleDescription(new RegExp(words));
  await expect(alertOf(page, id)).toContainText(`${islands.fields[name]}: `);
}
