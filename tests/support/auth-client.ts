import { siteUrl, type Visitor } from './site.ts';

/** Gets a CSRF token as a client of Auth.js does: its cookie stays with the visitor. */
export async function csrfTokenFor(visitor: Visitor): Promise<string> {
  const answer = await visitor.fetch('/api/auth/csrf');
  return (await answer.json()).csrfToken;
}

/** Posts a form to an Auth.js endpoint as a browser without JavaScript does. */
export function postAuthForm(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return visitor.fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      origin: siteUrl,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body: new URLSearchParams(fields),
  });
}

/** Posts a form to an Auth.js endpoint as the stock client of next-auth/react does. */
export function postAsAuthClient(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return postAuthForm(visitor, path, fields, {
    accept: '*/*',
    'x-auth-return-redirect': '1',
    ...headers,
  });
}

/** Signs in by Auth.js's own callback, with a token of the visitor's and the wish to go to the account. */
export async function credentialsCallback(
  post: typeof postAuthForm,
  visitor: Visitor,
  email: string,
  password: string,
): Promise<Response> {
  const csrfToken = await csrfTokenFor(visitor);
  return post(visitor, 'callback/credentials', {
    email,
    password,
    csrfToken,
    callbackUrl: '/account',
  });
}
