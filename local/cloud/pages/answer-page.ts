import type { ControlParts } from '../control.ts';
import { readFault } from '../faults.ts';
import { readCounters } from '../request-counts.ts';
import { type Answer, type CloudRequest, empty } from '../service.ts';
import { listServices } from '../services.ts';
import { frontPage } from './front-page.ts';
import { html } from './html.ts';
import { inboxPage } from './inbox-page.ts';
import { letterFrame, letterPage } from './letter-page.ts';
import { page, stylesheet } from './page.ts';
import { sampleLetter } from './sample-letters.ts';
import { templatesPage } from './templates-page.ts';

/** Answers the pages for people: the front page, the inbox, and the forms on them. */
export function answerPage(
  parts: ControlParts & { siteUrl: string | null },
  request: CloudRequest,
): Answer {
  const { pathname, searchParams } = request.url;
  const { services, faults, counts, siteUrl } = parts;
  const list = listServices(services);
  const inbox = services.mail?.inbox;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead) return changeByForm(parts, request);
  if (pathname === '/style.css') return stylesheet();
  if (pathname === '/') {
    const { issuers = [] } = services;
    const counters = readCounters(list, counts);
    return frontPage({ siteUrl, services: list, issuers, faults, counters });
  }
  if (pathname === '/inbox' && inbox) return inboxPage(inbox.list(), new Date());
  if (pathname === '/inbox/templates' && inbox) return templatesPage(new Date());
  const [, id, frame] = /^\/inbox\/([\w-]+)(\/frame)?$/.exec(pathname) ?? [];
  const letter = id === undefined ? null : (inbox?.find(id) ?? sampleLetter(id, new Date()));
  if (!letter) return notFound;
  if (frame) return letterFrame(letter, searchParams.get('scheme'));
  return letterPage(letter, searchParams, new Date());
}

const notFound = page(
  'Not found',
  html`<div class="card empty"><h1>Not found</h1><p class="soft">There is nothing at this address.</p></div>`,
  { status: 404 },
);

/** The forms do what the control interface does, and lead back to their page. */
function changeByForm({ services, faults, counts }: ControlParts, request: CloudRequest): Answer {
  const { pathname } = request.url;
  if (request.method !== 'POST') return notFound;
  if (pathname === '/inbox/clear') {
    services.mail?.inbox.clear();
    return empty(303, { location: '/inbox' });
  }
  if (pathname === '/counters/reset') {
    counts.reset();
    for (const service of listServices(services)) service.resetCounters();
    return empty(303, { location: '/' });
  }
  const name = /^\/faults\/(\w+)$/.exec(pathname)?.[1];
  const service = listServices(services).find((known) => known.name === name);
  if (!service) return notFound;
  const fields = new URLSearchParams(request.body.toString('utf8'));
  const given = {
    mode: fields.get('mode'),
    latencyMs: Number(fields.get('latencyMs') ?? 0),
    count: fields.get('count') ? Number(fields.get('count')) : null,
  };
  const fault = readFault(given, service.name);
  if ('problem' in fault) {
    return page('Not set', html`<div class="card"><h1>Not set</h1><p>${fault.problem}</p></div>`, {
      status: 422,
    });
  }
  faults.set(service.name, fault);
  return empty(303, { location: '/' });
}
