/** The largest body of a call or a form, in bytes. */
export const largestBodyBytes = 16 * 1024;
