import { memberEndpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { refuse } from '#core/outcome.ts';
import { watchedLettersInput, watchLetters } from '#core/watch-mail.ts';
import { ports } from '#server/ports.ts';

export const runtime = 'edge';

/** The letters that were given up, or that wait. */
const list = memberEndpoint({ input: null, status: 200 }, async (_input, { request }) => {
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const parsed = watchedLettersInput.safeParse(asked);
  return parsed.success ? watchLetters(ports(), parsed.data) : refuse('invalid_request');
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: list });
