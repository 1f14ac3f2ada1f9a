/** Forgotten, reset and first passwords. */
export const recovery = {
  title: 'Reset your password',
};
