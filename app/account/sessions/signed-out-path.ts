/** Where a browser goes whose own session was ended from the list of sessions. */
export const signedOutPath = '/sign-in?notice=signed-out';
