import { seedAccounts, seedPassword } from '#local/seed.ts';
import { type Faults, faultModes } from '../faults.ts';
import type { Answer, Service } from '../service.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

/** The front page: where everything is, who can sign in, which service is ill, what was counted. */
export function frontPage({
  siteUrl,
  services,
  faults,
  counters,
}: {
  siteUrl: string | null;
  services: readonly Service[];
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
<dt>Inbox</dt><dd><a href="/inbox">Every letter that was sent</a></dd></dl></section>
<section class="card"><h2>Accounts</h2><dl>${seedAccounts.map(({ email, role }) => html`<dt>${role}</dt><dd><code>${email}</code></dd>`)}
<dt>password</dt><dd><code>${seedPassword}</code></dd></dl></section>
<section class="card"><h2>Faults</h2>${services.map((service) => faultForm(service, faults))}</section>
<section class="card"><h2>Counters</h2><dl>${Object.entries(counters).map(([name, counts]) => html`<dt>${name}</dt><dd>${inWords(counts)}</dd>`)}</dl></section>
</div>`,
  );
}

function faultForm({ name }: Service, faults: Faults): Html {
  const { mode, latencyMs } = faults.get(name);
  const isIll = mode !== 'ok' || latencyMs > 0;
  return html`<fieldset><legend>${name} ${isIll ? html`<span class="ill">(${mode})</span>` : null}</legend>
<form method="post" action="/faults/${name}">
<label>Mode <select name="mode">${faultModes.map((known) => html`<option${known === mode ? html` selected` : null}>${known}</option>`)}</select></label>
<label>Latency in ms <input name="latencyMs" type="number" min="0" max="60000" value="${latencyMs}"></label>
<button class="quiet">Set</button></form></fieldset>`;
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
