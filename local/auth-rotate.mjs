#!/usr/bin/env node
// Makes a new AUTH_SECRET, and prints the set to set and what to do. Needs Node alone, writes no
// file: whoever runs it takes the lines to where the site's variables are kept.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const names = ['AUTH_SECRET', 'AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3'];
/** Those that a production build reads, in the framework's order: the first that names one wins. */
const files = ['.env.production.local', '.env.local', '.env.production', '.env'];

const help = `npm run auth:rotate

Makes a new AUTH_SECRET and prints it with the secrets of today, each under its next name, and the
steps of a rotation. Today's secrets come from the environment, and below it from
${files.join(', ')}.
It writes no file. What it prints is secret.`;

const steps = `1. Set these where the site runs, all of them at once.
   Where old and new instances serve side by side during a deployment, deploy once before with the
   new secret under a free one of the older names: then all of them open what the new ones seal.
2. Deploy. AUTH_SECRET seals from now on and the others still open: nobody is signed out, and
   forms in flight hold.
3. Run npm run vault:reseal with the site's environment: provider tokens are sealed by the new
   secret. Wait 30 days, the longest life of a session.
4. Remove AUTH_SECRET_1 and what is older, and deploy.

If AUTH_SECRET leaked: set the new one alone, remove AUTH_SECRET_1, _2 and _3, and deploy now. Every
session ends and people sign in again; letters that wait are not sent, codes are void. If only an
older one leaked: remove that one and deploy. What it sealed ends, the rest goes on.`;

const args = process.argv.slice(2);
if (args.length === 1 && ['--help', '-h'].includes(args[0])) {
  console.log(help);
} else if (args.length > 0) {
  end(2, `auth:rotate takes no argument but --help: ${JSON.stringify(args.join(' '))}`);
} else {
  rotate();
}

function rotate() {
  const sources = [['the environment', process.env], ...files.map((file) => [file, read(file)])];
  const today = names.map((name) => find(name, sources)).filter(Boolean);
  const [first] = today;
  if (first && first.name !== names[0]) {
    end(1, `${first.name} is set (${first.source}), AUTH_SECRET is not: nothing to rotate from.`);
  }
  const distinct = today.filter(
    ({ value }, at) => today.findIndex((other) => other.value === value) === at,
  );
  const made = randomBytes(33).toString('base64');
  const older = distinct.length > 0 ? distinct.map(asLineCarries) : placeholders();
  const set = [made, ...older].slice(0, names.length);
  console.log(set.map((value, at) => `${names[at]}=${value}`).join('\n'));
  console.log(`\n${remarks(distinct).join('\n')}\n\n${steps}`);
}

function placeholders() {
  return names.slice(0, -1).map((name, at) => `<today's ${name}${at ? ', if there is one' : ''}>`);
}

function remarks(today) {
  if (today.length === 0) {
    return ['No AUTH_SECRET is set here: put the values of the running site in the place of <…>.'];
  }
  const dropped = today[names.length - 1];
  return [
    `Found today: ${today.map(({ name, source }) => `${name} in ${source}`).join(', ')}.`,
    ...(dropped ? [`Today's ${dropped.name} is dropped: what still hangs on it ends.`] : []),
  ];
}

/** A secret with its name and where it was found; null when nobody sets it, or sets it to nothing. */
function find(name, sources) {
  const [source, variables] = sources.find(([, known]) => name in known) ?? [];
  const value = variables?.[name];
  return value ? { name, value, source } : null;
}

/** The secrets of one file: plain, or in quotes. A file that is not there has none. */
function read(file) {
  const line = /^[ \t]*(?:export[ \t]+)?(AUTH_SECRET(?:_[123])?)[ \t]*=[ \t]*(.*)$/gm;
  try {
    const pairs = [...readFileSync(join(root, file), 'utf8').matchAll(line)];
    return Object.fromEntries(pairs.map(([, name, value]) => [name, unquoted(value.trim())]));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    return end(1, `${file} cannot be read (${error.code}).`);
  }
}

/** A value in quotes ends with its quote, any other where a comment begins. */
function unquoted(value) {
  const [, , inside] = /^(['"`])(.*?)\1/.exec(value) ?? [];
  return inside ?? value.replace(/\s*#.*$/, '');
}

/** A generated secret goes into a line as it is; other characters mean something to some reader. */
function asLineCarries({ name, value }) {
  return /^[\w+/=.~-]+$/.test(value) ? value : `<today's ${name}: copy it yourself>`;
}

function end(code, words) {
  console.error(words);
  process.exit(code);
}
