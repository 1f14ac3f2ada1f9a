import type { Letter } from '../mail/inbox.ts';
import type { Answer } from '../service.ts';
import { type Html, html } from './html.ts';
import { codeOf, moment } from './letter-facts.ts';
import { page } from './page.ts';
import { isSample } from './sample-letters.ts';

const views = { html: 'Letter', text: 'Plain text', headers: 'Headers', source: 'Source' } as const;
const schemes = { light: 'Light', dark: 'Dark' } as const;
const widths = { wide: 'Wide', narrow: '320 px' } as const;

/** How a letter is looked at: each choice is one of its table, the first when nothing is asked. */
type Look = {
  view: keyof typeof views;
  scheme: keyof typeof schemes;
  width: keyof typeof widths;
};

/** One letter: as it looks in light and dark, wide and narrow; its text, headers and source. */
export function letterPage(letter: Letter, asked: URLSearchParams, now: Date): Answer {
  const look: Look = {
    view: choiceOf(views, asked.get('view'), 'html'),
    scheme: choiceOf(schemes, asked.get('scheme'), 'light'),
    width: choiceOf(widths, asked.get('width'), 'wide'),
  };
  const code = codeOf(letter);
  return page(
    letter.subject,
    html`<p>${isSample(letter.id) ? html`<a href="/inbox/templates">← Templates</a>` : html`<a href="/inbox">← Inbox</a>`}</p>
<div class="card">
<h1>${letter.subject}</h1>
<dl><dt>From</dt><dd>${letter.from}</dd><dt>To</dt><dd>${letter.to.join(', ')}</dd><dt>Sent</dt><dd>${moment(letter.createdAt, now)}</dd>${code ? html`<dt>Code</dt><dd class="code big">${code}</dd>` : null}</dl>
</div>
<nav class="tabs" aria-label="Views of the letter">${tabs(letter.id, look, 'view', views)}</nav>
${body(letter, look)}`,
  );
}

/**
 * The letter's own HTML, for the frame: its styles may stand, its scripts may not run, and its
 * links open outside of the frame. When a scheme is asked for, its rules for dark hold always or
 * never, whatever this browser prefers.
 */
export function letterFrame(letter: Letter, scheme: string | null): Answer {
  const isDark = scheme === 'dark' || scheme === 'light' ? darkness[scheme] : preferred;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    },
    body: `<base target="_blank">${letter.html.replaceAll(preferred, isDark)}`,
  };
}

const preferred = '(prefers-color-scheme: dark)';
const darkness = { dark: '(min-width: 0)', light: '(max-width: 0)' };

function choiceOf<Choice extends string>(
  choices: Record<Choice, string>,
  asked: string | null,
  usual: Choice,
): Choice {
  return (Object.keys(choices) as Choice[]).find((choice) => choice === asked) ?? usual;
}

function tabs(
  id: string,
  look: Look,
  changed: keyof Look,
  choices: Record<string, string>,
): Html[] {
  return Object.entries(choices).map(([choice, label]) => {
    const query = new URLSearchParams({ ...look, [changed]: choice });
    const current = choice === look[changed] ? html` aria-current="page"` : null;
    return html`<a href="/inbox/${id}?${query.toString()}"${current}>${label}</a>`;
  });
}

function body(letter: Letter, look: Look): Html {
  if (look.view === 'text') return html`<div class="card"><pre>${letter.text}</pre></div>`;
  if (look.view === 'source') return html`<div class="card"><pre>${letter.html}</pre></div>`;
  if (look.view === 'headers') {
    const all = { 'Idempotency-Key': letter.idempotencyKey ?? '(none)', ...letter.headers };
    const rows = Object.entries(all).map(
      ([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`,
    );
    return html`<div class="card"><dl>${rows}</dl></div>`;
  }
  return html`<div class="looks">
<nav class="tabs" aria-label="Colours">${tabs(letter.id, look, 'scheme', schemes)}</nav>
<nav class="tabs" aria-label="Width">${tabs(letter.id, look, 'width', widths)}</nav>
</div>
<div class="frame ${look.width}"><iframe class="${look.scheme}" title="The letter as it looks" src="/inbox/${letter.id}/frame?scheme=${look.scheme}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></div>`;
}
