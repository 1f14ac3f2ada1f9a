/** Where the history entry of a tab keeps the token that has left the address bar. */
export const linkTokenKey = 'linkToken';
