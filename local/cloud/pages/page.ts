import type { Answer } from '../service.ts';
import { type Html, html } from './html.ts';
import { style } from './style.ts';

/** A page of the local cloud: one frame, one stylesheet, no script. */
export function page(
  title: string,
  body: Html,
  {
    status = 200,
    refreshSeconds,
    formsLeadTo = '',
  }: {
    status?: number;
    refreshSeconds?: number;
    /** Where a form's answer may lead on to, besides the cloud itself (Chromium asks for that). */
    formsLeadTo?: string;
  } = {},
): Answer {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · local cloud</title>
${refreshSeconds ? html`<meta http-equiv="refresh" content="${refreshSeconds}">` : null}
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="bar">
<a class="brand" href="/">Gatehouse <span>local cloud</span></a>
<nav aria-label="Local cloud"><a href="/inbox">Inbox</a></nav>
</header>
<main>${body}</main>
</body>
</html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self' ${formsLeadTo}; base-uri 'none'; frame-ancestors 'none'`.replace(
          ' ;',
          ';',
        ),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body: markup,
  };
}

/** The one stylesheet. */
export function stylesheet(): Answer {
  return { status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: style };
}
