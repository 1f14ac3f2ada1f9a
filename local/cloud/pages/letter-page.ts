import type { Letter } from '../mail/inbox.ts';
import type { Answer } from '../service.ts';
import { type Html, html } from './html.ts';
import { codeOf, moment } from './letter-facts.ts';
import { page } from './page.ts';

const views = { html: 'Letter', text: 'Plain text', headers: 'Headers' } as const;

/** One letter: as it looks, as plain text, and its headers. */
export function letterPage(letter: Letter, wanted: string | null, now: Date): Answer {
  const view = wanted === 'text' || wanted === 'headers' ? wanted : 'html';
  const code = codeOf(letter);
  return page(
    letter.subject,
    html`<p><a href="/inbox">← Inbox</a></p>
<div class="card">
<h1>${letter.subject}</h1>
<dl><dt>From</dt><dd>${letter.from}</dd><dt>To</dt><dd>${letter.to.join(', ')}</dd><dt>Sent</dt><dd>${moment(letter.createdAt, now)}</dd>${code ? html`<dt>Code</dt><dd class="code big">${code}</dd>` : null}</dl>
</div>
<nav class="tabs" aria-label="Views of the letter">${Object.entries(views).map(([name, label]) => tab(letter.id, name, label, name === view))}</nav>
${body(letter, view)}`,
  );
}

/**
 * The letter's own HTML, for the frame: its styles may stand, its scripts may not run, and its
 * links open outside of the frame.
 */
export function letterFrame(letter: Letter): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    },
    body: `<base target="_blank">${letter.html}`,
  };
}

function tab(id: string, name: string, label: string, isCurrent: boolean): Html {
  const current = isCurrent ? html` aria-current="page"` : null;
  return html`<a href="/inbox/${id}?view=${name}"${current}>${label}</a>`;
}

function body(letter: Letter, view: keyof typeof views): Html {
  if (view === 'text') return html`<div class="card"><pre>${letter.text}</pre></div>`;
  if (view === 'headers') {
    const all = { 'Idempotency-Key': letter.idempotencyKey ?? '(none)', ...letter.headers };
    const rows = Object.entries(all).map(
      ([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`,
    );
    return html`<div class="card"><dl>${rows}</dl></div>`;
  }
  return html`<iframe title="The letter as it looks" src="/inbox/${letter.id}/frame" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}
