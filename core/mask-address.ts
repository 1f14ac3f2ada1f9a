/**
 * An address as it is shown to whoever holds a live link to its account: enough for its owner to
 * know it, not enough to write to it. `una@example.com` is `u•••@example.com`, however long it is.
 */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
