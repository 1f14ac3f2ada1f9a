/** Letters that come back, and the staff page of letters. */
export const mail = {
  title: 'Mail',
};
