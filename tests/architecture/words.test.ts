import { readdirSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { authErrors as germanErrors } from '#core/messages/de/auth-errors.ts';
import { fields as germanFields } from '#core/messages/de/fields.ts';
import { authErrors as englishErrors } from '#core/messages/en/auth-errors.ts';
import { fields as englishFields } from '#core/messages/en/fields.ts';
import { de } from '#ui/messages/de.ts';
import { en } from '#ui/messages/en.ts';
import { nodesOf, parse, type Source, sourcesOf } from './source-tree.ts';

const pages = sourcesOf('app', 'ui').filter(({ path }) => !path.startsWith('ui/messages/'));

/** Names, which no language changes, and texts that are for programs. */
const allowedTexts = ['Gatehouse', 'Content-Type', 'Cookie', 'Location'];

/** What German says with the same word: names of its own, and words that it took over. */
const sameWords = ['Name', 'Code', 'Code:', 'Support', 'Administrator', 'Google', 'GitHub'];

test('no page and no component has words of its own: they stand in the message files', () => {
  expect(pages.length).toBeGreaterThan(100);
  expect(pages.flatMap(ownWords)).toEqual([]);
});

test('words of a page are caught in text, attributes and data; names of classes and code are not', () => {
  const text = `
    const kinds = { title: 'Signed out', href: '/sign-in', className: 'button Big thing' };
    throw new Error('Never told to people');
    const page = <p title="Your account" className="Text here">or {name}<b>·</b> Gatehouse</p>;
  `;
  expect(ownWords({ path: 'app/page.tsx', text })).toEqual([
    'app/page.tsx: Signed out',
    'app/page.tsx: Your account',
    'app/page.tsx: or',
  ]);
});

test.each(['ui/messages', 'core/messages'])('every language has the same files in %s', (folder) => {
  const [first, ...others] = languages.map((language) => readdirSync(`${folder}/${language}`));
  expect(first?.length).toBeGreaterThan(2);
  for (const files of others) expect(files).toEqual(first);
});

test('nothing is left in English where German is spoken', () => {
  const pairs = [
    [en, de],
    [englishFields, germanFields],
    [englishErrors, germanErrors],
  ].map(([english, german]) => [textsOf(english), textsOf(german)] as const);
  for (const [english, german] of pairs) {
    expect(german.map(([key]) => key)).toEqual(english.map(([key]) => key));
    const left = german.filter(([, text], at) => text === english[at]?.[1]);
    expect(left.filter(([, text]) => /\p{L}/u.test(text) && !sameWords.includes(text))).toEqual([]);
  }
});

/** Every text of messages with the way to it; a function is asked what it says of some values. */
function textsOf(messages: unknown, path = ''): [key: string, text: string][] {
  if (typeof messages === 'string') return [[path, messages]];
  if (typeof messages === 'function') {
    return textsOf(messages(...new Array(messages.length).fill('7')), `${path}()`);
  }
  return Object.entries(messages ?? {}).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

/** The texts in a source that a reader would see: those of JSX, and literals that begin like words. */
function ownWords(source: Source): string[] {
  const tree = parse(source);
  const shown = nodesOf(tree, ts.isJsxText).map(({ text }) => text.trim());
  const literals = nodesOf(tree, ts.isStringLiteralLike)
    .filter((node) => !isForPrograms(node))
    .map(({ text }) => text)
    .filter((text) => /^\p{Lu}\p{Ll}+(['’]?\p{L}*[\s.,:?!…]|$)/u.test(text));
  return [...literals, ...shown.filter((text) => /\p{L}/u.test(text))]
    .map((text) => text.replace(/^[\s·]+|[\s·]+$/g, ''))
    .filter((text) => !allowedTexts.includes(text))
    .map((text) => `${source.path}: ${text}`);
}

/** Names of classes, paths of modules and the texts of faults, which nobody is shown. */
function isForPrograms(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isNewExpression(parent)) return /Error$/.test(parent.expression.getText());
  const named = ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent);
  return named && /^class(Name)?$/.test(parent.name.getText());
}
