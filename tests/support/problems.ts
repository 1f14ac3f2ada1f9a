import { expect } from 'vitest';
import { isLanguage } from '#core/language.ts';
import { isRefusalCode, refusalStatus } from '#core/outcome.ts';
import { wordRefusal } from '#core/word-refusal.ts';

/** A problem answer's body (RFC 9457), with the members that this API always gives. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  errors?: { field: string; code: string; message: string }[];
  retryAfter?: number;
  maxAge?: number;
};

const members = [
  'type',
  'title',
  'status',
  'code',
  'detail',
  'instance',
  'errors',
  'retryAfter',
  'maxAge',
];
/** What an answer to the outside never holds: stacks, SQL, files, addresses of services. */
const inside =
  /\n\s+at |node_modules|\.tsx?\b|\/work\/|\/home\/|\bselect\b.*\bfrom\b|\binsert into\b|Neon|Upstash|argon2|ECONN|postgres/i;

/** Reads a problem answer and holds it to the contract, whatever its code: form, headers, silence. */
export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  expect(answer.headers.get('content-type'), text.slice(0, 200)).toBe('application/problem+json');
  const problem: Problem = JSON.parse(text);
  expect(Object.keys(problem).filter((name) => !members.includes(name))).toEqual([]);
  expectWordsOfCode(answer, problem);
  expect(problem).toMatchObject({
    type: `urn:gatehouse:problem:${problem.code}`,
    status: answer.status,
    instance: new URL(answer.url).pathname,
  });
  expect(text).not.toMatch(inside);
  expectApiHeaders(answer);
  expectHeadersOfStatus(answer, problem);
  return problem;
}

function expectWordsOfCode(answer: Response, { code, title, detail }: Problem): void {
  const language = answer.headers.get('content-language');
  expect([code, language]).toSatisfy(() => isRefusalCode(code) && isLanguage(language));
  if (!isRefusalCode(code) || !isLanguage(language)) return;
  const words = wordRefusal({ code }, language);
  expect(answer.status).toBe(refusalStatus(code));
  expect(title).toBe(words.title);
  // The gaps of a sentence are filled by numbers.
  expect(detail.replace(/\b\d+\b/g, '0')).toBe(words.detail.replace(/\{\w+\}|\b\d+\b/g, '0'));
}

/** Status and code of a problem answer that keeps the contract. */
export async function refusalOf(answer: Response): Promise<[status: number, code: string]> {
  const { status, code } = await problemOf(answer);
  return [status, code];
}

/** Holds an answer of the API to the headers that all of them carry. */
export function expectApiHeaders(answer: Response): void {
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('vary')?.toLowerCase().split(/,\s*/)).toContain('cookie');
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w:-]{8,128}$/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
}

function expectHeadersOfStatus(answer: Response, problem: Problem): void {
  const retryAfter = answer.headers.get('retry-after');
  expect(answer.headers.has('www-authenticate')).toBe(problem.status === 401);
  expect(answer.headers.has('allow')).toBe(problem.status === 405);
  expect(problem.errors === undefined).toBe(problem.status !== 422);
  expect(retryAfter === null).toBe(problem.retryAfter === undefined);
  if (problem.status === 429 || problem.status === 503) {
    expect(retryAfter).toMatch(/^[1-9]\d*$/);
    expect(problem.retryAfter).toBe(Number(retryAfter));
  }
  if (problem.status !== 429) return;
  const [, name, wait] =
    /^"([\w-]+)";r=0;t=(\d+)$/.exec(answer.headers.get('ratelimit') ?? '') ?? [];
  expect(wait).toBe(retryAfter);
  expect(answer.headers.get('ratelimit-policy')).toMatch(new RegExp(`^"${name}";q=\\d+;w=\\d+$`));
}
