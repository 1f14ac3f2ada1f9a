import { languages } from '#core/language.ts';
import { letterTemplates } from '#emails/letter-props.ts';
import type { Answer } from '../service.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { arrived, samples } from './sample-letters.ts';

/** Every letter that the site can send, in every language, with props as they are and as they may come. */
export function templatesPage(now: Date): Answer {
  const count = `${letterTemplates.length} letters in ${languages.length} languages`;
  return page(
    'Templates',
    html`<p><a href="/inbox">← Inbox</a></p>
<div class="head"><div><h1>Templates</h1>
<p class="soft">${count}, with sample words. “Hostile” is the same letter with words that were written to do harm.</p></div></div>
<ul class="templates">${letterTemplates.map((template) => row(template, now))}</ul>`,
  );
}

function row(template: string, now: Date): Html {
  const own = samples.filter((sample) => sample.template === template);
  const links = own
    .filter(({ isHostile }) => !isHostile)
    .map((sample) => {
      const hostile = own.find((other) => other.isHostile && other.language === sample.language);
      const { subject } = arrived(sample, now);
      return html`<p><span class="soft">${sample.language}</span>
<a href="/inbox/${sample.id}" lang="${sample.language}">${subject}</a>
${hostile ? html`<a class="soft" href="/inbox/${hostile.id}" aria-label="${template}, ${sample.language}, hostile">hostile</a>` : null}</p>`;
    });
  return html`<li><h2>${template}</h2>${links}</li>`;
}
