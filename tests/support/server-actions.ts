import { builtPaths, builtText } from './built-tree.ts';
import { siteUrl, type Visitor } from './site.ts';

/** A Server Action of the build: its public id, its name, and the page whose form it serves. */
export type BuiltAction = { id: string; name: string; page: string };

type Listed = { exportedName: string; workers: Record<string, unknown> };

/** Every action that the build knows, from the framework's own list, whatever it runs on. */
export function builtActions(): BuiltAction[] {
  const list: { edge: Record<string, Listed>; node: Record<string, Listed> } = JSON.parse(
    builtText('server/server-reference-manifest.json'),
  );
  return Object.entries({ ...list.node, ...list.edge }).map(([id, { exportedName, workers }]) => {
    const page = builtPaths()[Object.keys(workers)[0]?.replace(/^app/, '') ?? ''];
    if (page === undefined) throw new Error(`${exportedName} belongs to no page`);
    return { id, name: exportedName, page };
  });
}

/** The built action of this name. */
export function builtAction(name: string): BuiltAction {
  const found = builtActions().find((action) => action.name === name);
  if (!found) throw new Error(`the build has no action ${name}`);
  return found;
}

/** Calls an action at a path with the framework's header; `args` as text, or as a form's fields. */
export function callAction(
  visitor: Visitor,
  path: string,
  id: string,
  args: string | Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const own = { origin: siteUrl, 'sec-fetch-site': 'same-origin', 'next-action': id };
  const type = typeof args === 'string' ? { 'content-type': 'text/plain;charset=UTF-8' } : {};
  const body = typeof args === 'string' ? args : formOf(args);
  return visitor.fetch(path, { method: 'POST', headers: { ...own, ...type, ...headers }, body });
}

/**
 * Fields as the body of a multipart post. The framework's own client sends the root, `0`, last:
 * a reader of streams has the fields by then.
 */
export function formOf({ '0': root, ...fields }: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (root !== undefined) form.append('0', root);
  return form;
}
