import type { Handler } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { environment } from '#server/env.ts';

export const runtime = 'edge';

/** Where password managers look for the page that changes a password (W3C change-password-url). */
const toSecurity: Handler = async () =>
  new Response(null, {
    status: 303,
    headers: { Location: new URL('/account/security', environment().origin).href },
  });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: toSecurity });
