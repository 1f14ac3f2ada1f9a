/** The change of an address, its undoing, and "this wasn't me". */
export const address = {
  title: 'Change your address',
};
