import type { Letter } from '../mail/inbox.ts';
import type { Answer } from '../service.ts';
import { type Html, html } from './html.ts';
import { codeOf, moment } from './letter-facts.ts';
import { page } from './page.ts';

/** The inbox: every letter that the site sent, newest first. */
export function inboxPage(letters: readonly Letter[], now: Date): Answer {
  const count = letters.length === 1 ? '1 letter' : `${letters.length} letters`;
  return page(
    'Inbox',
    html`<div class="head">
<div><h1>Inbox</h1><p class="soft">${letters.length === 0 ? 'Every letter of the site arrives here.' : count}</p></div>
<div class="row"><a href="/inbox/templates">All templates</a>
${letters.length === 0 ? null : html`<form method="post" action="/inbox/clear"><button class="quiet">Empty the inbox</button></form>`}</div>
</div>
${letters.length === 0 ? emptyState : html`<ul class="letters">${letters.map((letter) => row(letter, now))}</ul>`}`,
    // Whoever looks into an empty inbox waits for a letter.
    letters.length === 0 ? { refreshSeconds: 3 } : {},
  );
}

const emptyState = html`<div class="card empty"><h2>Nothing yet</h2>
<p class="soft">Register on the site, and the letter to confirm the address is here a moment later.</p>
<p class="soft">This page looks again every three seconds.</p></div>`;

/** The sender's name, or the address where there is no name. */
function senderOf({ from }: Letter): string {
  return /^(.+?)\s*<[^<>]+>$/.exec(from)?.[1] ?? from;
}

function row(letter: Letter, now: Date): Html {
  const code = codeOf(letter);
  return html`<li><a href="/inbox/${letter.id}">
<strong>${letter.subject}</strong>${moment(letter.createdAt, now)}
<span>${senderOf(letter)} → ${letter.to.join(', ')}</span>${code ? html`<span class="code">${code}</span>` : null}
</a></li>`;
}
