import type { Interaction } from 'oidc-provider';
import { type Html, html } from '../pages/html.ts';
import { page } from '../pages/page.ts';
import type { Answer } from '../service.ts';
import type { Issuer } from './issuer.ts';
import { type Persona, personaOfAddress, personasOf } from './personas.ts';

// The names that a test may post without reading the page, to the page's own address:
//   persona=KEY                         a key of personas.ts, such as ada, uma, una, nora, chang,
//                                       chang-moved; at Microsoft tess and cora too
//   persona=refuse                      refuses (`access_denied`)
//   persona=address&email=…[&name=…][&verified=yes]     anybody

/** The page on which somebody chooses who they are at an issuer. Plain forms, no script. */
export function personaPage(issuer: Issuer, { params }: Interaction, problem = ''): Answer {
  const site = URL.canParse(String(params.redirect_uri))
    ? new URL(String(params.redirect_uri))
    : null;
  return page(
    `Sign in with ${issuer.title}`,
    html`<div class="head"><div><h1>Sign in with ${issuer.title}</h1>
<p class="soft">Stands in for ${issuer.issuer}. Who are you, for <strong>${site?.origin ?? 'the site'}</strong>?</p></div></div>
<form method="post" class="personas">${personasOf(issuer.name).map(personaButton)}
<button class="quiet" name="persona" value="refuse"><strong>Refuse</strong><span>back to the site without consent</span></button></form>
<section class="card"><h2>Anybody else</h2>
${problem ? html`<p class="ill" role="alert">${problem}</p>` : null}
<form method="post">
<label>E-mail <input class="wide" name="email" type="email" required maxlength="254" autocomplete="off"></label>
<label>Name <input class="wide" name="name" maxlength="100" autocomplete="off"></label>
<label class="check"><input name="verified" type="checkbox" value="yes"> verified</label>
<button name="persona" value="address">Continue</button></form></section>
<p class="soft">Asked for: <code>${String(params.scope ?? 'nothing')}</code></p>`,
    { status: problem ? 422 : 200, formsLeadTo: 'http://localhost:*' },
  );
}

/** What was chosen on the page: a persona, a refusal, or a sentence that says what is wrong. */
export function readChoice(
  issuer: Issuer,
  body: Buffer,
): { persona: Persona } | { isRefused: true } | { problem: string } {
  const fields = new URLSearchParams(body.toString('utf8'));
  const key = fields.get('persona');
  if (key === 'refuse') return { isRefused: true };
  if (key === 'address') {
    const email = fields.get('email')?.trim() ?? '';
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return { problem: 'Give an e-mail address.' };
    const name = fields.get('name')?.trim() || null;
    return { persona: personaOfAddress(email, name, fields.has('verified')) };
  }
  const persona = personasOf(issuer.name).find((known) => known.key === key);
  return persona ? { persona } : { problem: 'There is no such persona.' };
}

/** The page of an issuer itself: what it is called, where it answers, and who is there. */
export function issuerPage(issuer: Issuer, clientId: string): Answer {
  return page(
    issuer.title,
    html`<div class="head"><div><h1>${issuer.title}</h1>
<p class="soft">Stands in for ${issuer.issuer}. Begin on the site's sign-in page; whom you choose here signs in there.</p></div></div>
<section class="card"><h2>Client</h2><dl><dt>id</dt><dd><code>${clientId}</code></dd>
<dt>callback</dt><dd><code>http://localhost:PORT/api/auth/callback/${issuer.name}</code></dd></dl></section>
<section class="card"><h2>Personas</h2><dl>${personasOf(issuer.name).map(
      (persona) =>
        html`<dt>${persona.name}</dt><dd>${persona.email ? `${persona.email} · ` : null}${persona.note} · <code>${issuer.subjectOf(persona)}</code></dd>`,
    )}</dl></section>`,
  );
}

/** What a persona page answers when its sign-in is over, or never was. */
export function stalePersonaPage(): Answer {
  return page(
    'Over',
    html`<div class="card empty"><h1>This sign-in is over</h1><p class="soft">Begin again on the site.</p></div>`,
    { status: 410 },
  );
}

function personaButton({ key, name, email, note }: Persona): Html {
  return html`<button class="quiet" name="persona" value="${key}"><strong>${name}</strong>${email ? html`<span>${email}</span>` : null}<span>${note}</span></button>`;
}
