import { handlers, providerIds } from '#auth.ts';
import { accept, type Refusal } from '#core/outcome.ts';
import { problemResponse } from '#core/problem.ts';
import { isProvider } from '#core/provider-identity.ts';
import { isOwnWrite } from '#core/same-origin.ts';
import { setCookieLine } from '#core/session-cookie.ts';
import { noteRefusal, type TokenReading, withAuthNote } from '#server/auth-note.ts';
import { callerOf } from '#server/caller.ts';
import { environment } from '#server/env.ts';
import { finishAuthAnswer } from './auth-answer.ts';
import { prepareAuthRequest } from './auth-request.ts';
import { authMethodsOf, authRouteOf } from './auth-route.ts';
import { deliverSoon } from './deliver-soon.ts';
import { type Handler, refusalOfFault } from './endpoint.ts';
import { rememberedSeconds } from './last-method.ts';

/**
 * Auth.js behind honest statuses: unknown paths and providers are 404, another site's posts 403,
 * and a client that asks for JSON gets the status of what happened with `{url, error, code}`.
 * A browser's form post keeps its redirect.
 */
export const authHandler: Handler = async (request) => {
  const caller = callerOf(request.headers);
  const path = request.nextUrl.pathname;
  const problem = (refusal: Refusal, more: Record<string, string> = {}) =>
    problemResponse(refusal, { path, ...caller }, more);
  try {
    const route = authRouteOf(path);
    if (route === null) return problem({ code: 'not_found' });
    if (route.provider !== null && !providerIds().includes(route.provider)) {
      return problem({ code: 'unknown_provider' });
    }
    const allowed = authMethodsOf(route);
    if (!allowed.includes(request.method)) {
      return problem({ code: 'method_not_allowed' }, { Allow: allowed.join(', ') });
    }
    if (request.method === 'POST' && !isOwnWrite(request.headers, environment().origin)) {
      return problem({ code: 'cross_origin' });
    }
    const prepared = await prepareAuthRequest(request, route);
    if (!prepared.ok) return problem(prepared.refusal);
    const method = request.method === 'POST' ? 'POST' : 'GET';
    const { value: answer, note } = await withAuthNote(
      readingOf(route.action, method),
      request.headers,
      async () => {
        // A refused consent comes as an error in the query, and leaves Auth.js as any other failure.
        const error = request.nextUrl.searchParams.get('error');
        if (isProvider(route.provider) && error === 'access_denied') {
          noteRefusal({ code: 'access_denied' });
        }
        return handlers[method](prepared.value);
      },
    );
    if (route.action === 'session' && note.refusal) return problem(note.refusal);
    const finished = await finishAuthAnswer(request, route, answer, note.refusal, caller);
    const isIn = note.claims !== null;
    // A connection or an account that a provider made, and a new device, are told of by letter.
    if (isIn || note.hasLetter) deliverSoon(accept(null));
    // Written here and not by the framework's jar, which would lose the ends of Auth.js's cookies.
    const { isHttps } = environment();
    const write = (...cookie: [name: string, value: string, maxAge: number]) =>
      finished.headers.append('set-cookie', setCookieLine(...cookie, isHttps));
    if (note.language) write('language', note.language, rememberedSeconds);
    if (isProvider(route.provider)) {
      // A sign-in that is begun here connects nothing, whatever was begun before.
      if (isIn || route.action === 'signin') write('connect', '', 0);
      if (isIn) write('last', route.provider, rememberedSeconds);
    }
    return finished;
  } catch (error) {
    return problem(refusalOfFault(error, caller.requestId));
  }
};

/** Signing out needs no live session; what writes asks the registry. */
function readingOf(action: string, method: 'GET' | 'POST'): TokenReading {
  if (action === 'signout') return 'opened';
  return method === 'POST' ? 'strict' : 'ordinary';
}
