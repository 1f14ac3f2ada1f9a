/**
 * Stands in for `@react-email/render` in the bundles of the site: the mail client names it for a
 * feature that the site does not use, and with it comes a renderer of 200 KB.
 */
export function render(): never {
  throw new Error('letters are compiled: nothing is rendered at run time');
}
