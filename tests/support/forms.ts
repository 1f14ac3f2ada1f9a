import type { Visitor } from './site.ts';
import { siteUrl } from './site.ts';

/** The hidden fields of the form with this id, as a browser without JavaScript would send them. */
export function hiddenFields(html: string, formId: string): Map<string, string> {
  const form = new RegExp(`<form[^>]*\\bid="${formId}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1];
  if (form === undefined) throw new Error(`the page has no form ${formId}`);
  return fieldsOf(form);
}

/** The hidden fields of every form of a page, in their order. */
export function formsOf(html: string): Map<string, string>[] {
  return [...html.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, form = '']) => fieldsOf(form));
}

function fieldsOf(form: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined)
      fields.set(decode(name), decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''));
  }
  return fields;
}

/** Opens a page and posts its form as a browser without JavaScript does: multipart, own origin. */
export async function submitForm(
  visitor: Visitor,
  path: string,
  formId: string,
  typed: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const page = await (await visitor.fetch(path)).text();
  const body = new FormData();
  for (const [name, value] of hiddenFields(page, formId)) body.append(name, value);
  for (const [name, value] of Object.entries(typed)) body.set(name, value);
  return visitor.fetch(path, {
    method: 'POST',
    headers: { origin: siteUrl, 'sec-fetch-site': 'same-origin', ...headers },
    body,
  });
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
