import { endpoint } from '#app/_kit/endpoint.ts';
import { refuse } from '#core/outcome.ts';

export const runtime = 'edge';

const nothingHere = endpoint({ input: null, status: 204 }, async () => refuse('not_found'));

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as HEAD,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
