import { render } from 'react-email';
import { marksOf, type Piece, splitHtml, splitText } from './marks.ts';
import type { Kinds, Template } from './template.ts';

/**
 * Compiles a template to the source of a module: one function from its props to subject, HTML and
 * text, without React. Throws when a prop stands where it cannot be made safe, or nowhere.
 */
export async function compileTemplate(name: string, template: Template): Promise<string> {
  const { props } = template;
  const marks = marksOf(props);
  const subject = splitText(template.subject(marks), props);
  const text = splitText(template.text(marks), props);
  const html = splitHtml(withoutComments(await render(template.html(marks))), props);

  if (/\p{Cc}/u.test(template.subject(marks)))
    throw new Error(`${name}: the subject has two lines`);
  for (const prop of Object.keys(props)) {
    if (!isUsed(prop, html)) throw new Error(`${name}: the HTML does not use ${prop}`);
    if (!isUsed(prop, text)) throw new Error(`${name}: the text does not use ${prop}`);
  }
  return moduleSource(name, props, { subject, text, html });
}

// React and React Email leave comments between their nodes; only those for Outlook mean something.
function withoutComments(html: string): string {
  return html.replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
}

function isUsed(prop: string, pieces: Piece[]): boolean {
  return pieces.some((piece) => typeof piece === 'object' && piece.prop === prop);
}

function moduleSource(
  name: string,
  props: Kinds,
  parts: { subject: Piece[]; text: Piece[]; html: Piece[] },
): string {
  const type = `${pascalCase(name)}Props`;
  const kinds = Object.entries(props);
  const used = new Set(kinds.map(([, kind]) => kind));
  const imports = ['escapeHtml', 'type RenderedLetter', ...used].sort(byName).join(', ');
  return `// Made by \`npm run emails:build\` from emails/${name}.tsx: change that file, never this one.
import { ${imports} } from '#emails/fill.ts';

export type ${type} = { ${kinds.map(([prop]) => `${prop}: string`).join('; ')} };

/** Fills the letter "${name}". Throws a TypeError on a prop that is missing or no web address. */
export function ${camelCase(name)}(props: ${type}): RenderedLetter {
${kinds.map(([prop, kind]) => `  const ${prop} = ${kind}(props.${prop});`).join('\n')}
  return {
    subject: ${expression(parts.subject)},
    text: ${expression(parts.text)},
    html: ${expression(parts.html)},
  };
}
`;
}

function expression(pieces: Piece[]): string {
  const lines = pieces.flatMap((piece) => {
    if (typeof piece === 'string') return lineByLine(piece).map(literal);
    return piece.as === 'html' ? `escapeHtml(${piece.prop})` : piece.prop;
  });
  return `[\n${lines.map((line) => `      ${line},`).join('\n')}\n    ].join('')`;
}

// Invisible characters pad the preheader: in the source they are written as escapes.
function literal(line: string): string {
  return JSON.stringify(line).replace(/[^ -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// One element or line of text in a line of source, so that a change to a letter can be reviewed.
function lineByLine(piece: string): string[] {
  return piece
    .split(/(?<=\n)|(?=<(?:meta|title|style|body|div|table|h1|p|a|hr)[\s>])/)
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
