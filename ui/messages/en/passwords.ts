/** Choosing a password: what is strong, what is refused. */
export const passwords = {
  title: 'Password',
};
