import { render } from 'react-email';
import { marksOf, type Piece, splitHtml } from './marks.ts';
import type { Kinds, Part } from './part.ts';

/**
 * Compiles a part to the source of a module: one function from its props to HTML, without React.
 * Throws when a prop stands where it cannot be made safe, or nowhere.
 */
export async function compilePart(name: string, { props, html }: Part): Promise<string> {
  const pieces = splitHtml(bare(await render(html(marksOf(props)))), props);
  for (const prop of Object.keys(props)) {
    const isUsed = pieces.some((piece) => typeof piece === 'object' && piece.prop === prop);
    if (!isUsed) throw new Error(`${name}: the HTML does not use ${prop}`);
  }
  return moduleSource(name, props, pieces);
}

// React and React Email leave comments between their nodes; only those for Outlook mean something.
// What is no whole page gets a doctype all the same.
function bare(html: string): string {
  const withoutComments = html.replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
  return withoutComments.replace(/^<!DOCTYPE[^>]*>(?!<html)/, '');
}

const typeOfKind = {
  words: 'string',
  address: 'string',
  language: 'Language',
  markup: 'Markup',
} as const;

function moduleSource(name: string, props: Kinds, pieces: Piece[]): string {
  const kinds = Object.entries(props);
  const used = new Set(kinds.map(([, kind]) => kind));
  const imports = ['type Markup', 'escapeHtml', ...used].sort(byName).join(', ');
  const languageImport = used.has('language')
    ? "import type { Language } from '#core/language.ts';\n"
    : '';
  const type = `${pascalCase(name)}Props`;
  return `// Made by \`npm run emails:build\` from "${name}" in emails/parts.tsx: change that, never this.
${languageImport}import { ${imports} } from '#emails/fill.ts';

export type ${type} = { ${kinds.map(([prop, kind]) => `${prop}: ${typeOfKind[kind]}`).join('; ')} };

/** Fills the part "${name}". Throws a TypeError on a prop that is missing or not of its kind. */
export function ${camelCase(name)}(props: ${type}): Markup {
${kinds.map(([prop, kind]) => `  const ${prop}Prop = ${kind}(props.${prop});`).join('\n')}
  return {
    markup: ${expression(pieces, props)},
  };
}
`;
}

function expression(pieces: Piece[], props: Kinds): string {
  const lines = pieces.flatMap((piece) => {
    if (typeof piece === 'string') return lineByLine(piece).map(literal);
    return props[piece.prop] === 'markup' ? `${piece.prop}Prop` : `escapeHtml(${piece.prop}Prop)`;
  });
  return `[\n${lines.map((line) => `      ${line},`).join('\n')}\n    ].join('')`;
}

// Invisible characters pad the preheader: in the source they are written as escapes.
function literal(line: string): string {
  return JSON.stringify(line).replace(/[^ -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// One element in a line of source, so that a change to a part can be reviewed.
function lineByLine(piece: string): string[] {
  return piece
    .split(/(?=<(?:meta|title|style|body|div|table|h1|p|a|hr)[\s>])/)
    .filter((line) => line !== '');
}

function byName(one: string, other: string): number {
  return one.replace('type ', '') < other.replace('type ', '') ? -1 : 1;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
