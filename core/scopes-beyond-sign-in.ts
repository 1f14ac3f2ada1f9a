/**
 * The scopes of a grant that reach further than signing in: what a connection may do besides. The
 * list that providers answer is separated by blanks, GitHub's by commas.
 */
export function scopesBeyondSignIn(scope: string | null): string[] {
  const granted = (scope ?? '').split(/[\s,]+/).filter((name) => name !== '');
  return [...new Set(granted)].filter((name) => !signInScopes.has(name.toLowerCase()));
}

const signInScopes = new Set([
  'openid',
  'email',
  'profile',
  'offline_access',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
  'read:user',
  'user:email',
]);
