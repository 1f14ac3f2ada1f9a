import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Letter } from '#core/letters.ts';
import { escapeHtml } from './fill.ts';
import { renderLetter } from './letters.ts';
import { friendlyLetters, hostileLetters, sampleSite } from './samples.ts';

/**
 * `npm run emails:preview` writes every compiled letter, with friendly and with hostile props, to
 * `.local/emails` and prints the address of the page that shows them.
 */
async function main(): Promise<void> {
  const directory = fileURLToPath(new URL('../.local/emails', import.meta.url));
  await mkdir(directory, { recursive: true });
  const sections: string[] = [];
  for (const letter of friendlyLetters) sections.push(await show(directory, letter, 'friendly'));
  for (const letter of hostileLetters) sections.push(await show(directory, letter, 'hostile'));
  const index = `${directory}/index.html`;
  await writeFile(index, page(sections));
  process.stdout.write(`${pathToFileURL(index).href}\n`);
}

async function show(directory: string, letter: Letter, kind: string): Promise<string> {
  const { subject, html, text } = renderLetter(letter, sampleSite);
  const file = `${letter.template}-${kind}.html`;
  await writeFile(`${directory}/${file}`, html);
  return `<section>
<h2>${escapeHtml(letter.template)}, ${kind}: <a href="${file}">${escapeHtml(subject)}</a></h2>
<div class="views">
<iframe src="${file}" width="700" height="960" title="700 pixels wide" sandbox></iframe>
<iframe src="${file}" width="320" height="960" title="320 pixels wide" sandbox></iframe>
<pre>${escapeHtml(text)}</pre>
</div>
</section>`;
}

function page(sections: string[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Letters</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 2rem; }
.views { display: flex; gap: 1.5rem; align-items: start; overflow-x: auto; }
iframe { flex: none; border: 1px solid #8888; }
pre { flex: 0 0 26rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<h1>Letters</h1>
${sections.join('\n')}
</html>
`;
}

await main();
