import { endpoint } from '#app/_kit/endpoint.ts';
import { methods } from '#app/_kit/methods.ts';
import { isScheduler } from '#app/_kit/scheduler.ts';
import { deliverLetters } from '#core/deliver-letters.ts';
import { accept, refuse } from '#core/outcome.ts';
import { ports, tidy } from '#server/ports.ts';

export const runtime = 'edge';

/** The sweep: sends what an interrupted answer left behind, and what is due again; and tidies up. */
const sweep = endpoint({ input: null, status: 200 }, async (_input, { request }) => {
  if (!isScheduler(request.headers)) return refuse('unauthenticated');
  const [report] = await Promise.all([deliverLetters(ports()), tidy()]);
  return accept(report);
});

// Vercel's cron sends GET.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: sweep,
  POST: sweep,
});
