import { seedAccounts, seedPassword } from '#local/seed.ts';
import { type Faults, modesOf } from '../faults.ts';
import type { IssuerService } from '../oauth/issuer-service.ts';
import type { Answer, Service } from '../service.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

/** The front page: where everything is, who can sign in, which service is ill, what was counted. */
export function frontPage({
  siteUrl,
  services,
  issuers,
  faults,
  counters,
}: {
  siteUrl: string | null;
  services: readonly Service[];
  issuers: readonly IssuerService[];
  faults: Faults;
  counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
}): Answer {
  return page(
    'Home',
    html`<div class="head"><div><h1>Local cloud</h1>
<p class="soft">Everything that the site asks of the world, on this machine.</p></div></div>
<div class="grid">
<section class="card"><h2>Go to</h2><dl>
${siteUrl ? html`<dt>Site</dt><dd><a href="${siteUrl}">${siteUrl}</a></dd>` : null}
<dt>Inbox</dt><dd><a href="/inbox">Every letter that was sent</a></dd>
${issuers.length === 0 ? null : html`<dt>Personas</dt><dd>${issuers.map(({ prefix, title }, at) => html`${at > 0 ? ' · ' : ''}<a href="${prefix}">${title}</a>`)}</dd>`}</dl></section>
<section class="card"><h2>Accounts</h2><dl>${seedAccounts.map(({ email, role }) => html`<dt>${role}</dt><dd><code>${email}</code></dd>`)}
<dt>password</dt><dd><code>${seedPassword}</code></dd></dl></section>
<section class="card wide"><div class="head"><div><h2>Services</h2><p class="soft">What was counted, and what the site meets when it calls them. A fault without a number of requests stays until you change it.</p></div>
<form method="post" action="/counters/reset"><button class="quiet">Reset counters</button></form></div>
<div class="grid">${services.map((service) => serviceForm(service, faults, counters[service.name] ?? {}))}</div></section>
</div>`,
  );
}

function serviceForm(
  { name }: Service,
  faults: Faults,
  counts: Readonly<Record<string, number>>,
): Html {
  const { mode, latencyMs, count } = faults.get(name);
  const isIll = mode !== 'ok' || latencyMs > 0;
  const modes = modesOf(name);
  return html`<fieldset><legend>${name} ${isIll ? html`<span class="ill">(${mode})</span>` : null}</legend>
<p class="soft">${inWords(counts)}</p>
<form method="post" action="/faults/${name}">
<label>Mode <select name="mode">${modes.map((known) => html`<option${known === mode ? html` selected` : null}>${known}</option>`)}</select></label>
<label>Latency, ms <input name="latencyMs" type="number" min="0" max="600000" value="${latencyMs}"></label>
<label>Requests <input name="count" type="number" min="1" max="1000000" value="${count ?? ''}" placeholder="all"></label>
<button class="quiet">Set</button></form></fieldset>`;
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([what, count]) => count > 0 || what === 'requests')
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
