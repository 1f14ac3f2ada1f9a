import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Language, languages } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { escapeHtml } from './fill.ts';
import { hostileLetters } from './hostile-samples.ts';
import { renderLetter } from './letters.ts';
import { friendlyLetters, sampleSite } from './samples.ts';

/**
 * `npm run emails:preview` writes every letter in every language, with friendly and with hostile
 * props, to `.local/emails` and prints the address of the page that shows them.
 */
async function main(): Promise<void> {
  const directory = fileURLToPath(new URL('../.local/emails', import.meta.url));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const sections: string[] = [];
  for (const [kind, letters] of Object.entries({ friendlyLetters, hostileLetters })) {
    for (const letter of letters) {
      for (const language of languages) {
        sections.push(await show(directory, letter, language, kind.replace('Letters', '')));
      }
    }
  }
  const index = `${directory}/index.html`;
  await writeFile(index, page(sections));
  process.stdout.write(`${pathToFileURL(index).href}\n`);
}

async function show(
  directory: string,
  letter: Letter,
  language: Language,
  kind: string,
): Promise<string> {
  const { subject, html, text } = renderLetter(letter, language, sampleSite);
  const file = `${letter.template}-${language}-${kind}.html`;
  await writeFile(`${directory}/${file}`, html);
  return `<section>
<h2>${letter.template}, ${language}, ${kind}: <a href="${file}">${escapeHtml(subject)}</a></h2>
<div class="views">
<iframe src="${file}" class="light" width="700" title="700 pixels wide, light" loading="lazy" sandbox></iframe>
<iframe src="${file}" class="dark" width="320" title="320 pixels wide, dark" loading="lazy" sandbox></iframe>
<pre lang="${language}">${escapeHtml(text)}</pre>
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
iframe { flex: none; height: 1060px; border: 1px solid #8888; }
.light { color-scheme: light; }
.dark { color-scheme: dark; }
pre { flex: 0 0 26rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<h1>Letters</h1>
${sections.join('\n')}
</html>
`;
}

await main();
