// Made by `npm run emails:build` from "frame" in emails/parts.tsx: change that, never this.
import type { Language } from '#core/language.ts';
import { type Markup, escapeHtml, language, markup, words } from '#emails/fill.ts';

export type FrameProps = { language: Language; heading: string; preheader: string; siteName: string; body: Markup; aside: Markup; footer: string };

/** Fills the part "frame". Throws a TypeError on a prop that is missing or not of its kind. */
export function frame(props: FrameProps): Markup {
  const languageProp = language(props.language);
  const headingProp = words(props.heading);
  const preheaderProp = words(props.preheader);
  const siteNameProp = words(props.siteName);
  const bodyProp = markup(props.body);
  const asideProp = markup(props.aside);
  const footerProp = words(props.footer);
  return {
    markup: [
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><html dir=\"ltr\" lang=\"",
      escapeHtml(languageProp),
      "\"><head>",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
      "<meta content=\"text/html; charset=UTF-8\" http-equiv=\"Content-Type\"/>",
      "<meta name=\"x-apple-disable-message-reformatting\"/>",
      "<meta name=\"color-scheme\" content=\"light dark\"/>",
      "<meta name=\"supported-color-schemes\" content=\"light dark\"/>",
      "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no\"/>",
      "<title>",
      escapeHtml(headingProp),
      "</title>",
      "<style>:root { color-scheme: light dark; supported-color-schemes: light dark; } body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; } a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; } @media (max-width: 480px) { .margin { padding: 24px 12px !important; } .inside { padding: 28px 20px !important; } .heading { font-size: 24px !important; line-height: 30px !important; } .button, .quiet { display: block !important; padding-left: 12px !important; padding-right: 12px !important; text-align: center !important; } .code { letter-spacing: 0.14em !important; } } @media (prefers-color-scheme: dark) { .body { background-color: #111315 !important; } .body > table > tbody > tr > td { background-color: #111315 !important; } .page { background-color: #111315 !important; } .card { background-color: #1a1d20 !important; } .code { background-color: #24282c !important; } .button { background-color: #f0f1ef !important; } .ink { color: #f0f1ef !important; } .muted { color: #a3a9af !important; } .button { color: #16181a !important; } .quiet { color: #f0f1ef !important; } .code { color: #f0f1ef !important; } .card { border-color: #2c3035 !important; } .rule { border-color: #2c3035 !important; } .quiet { border-color: #6d747b !important; } }</style>",
      "<style>[data-ogsb] .body { background-color: #111315 !important; } [data-ogsb] .body > table > tbody > tr > td { background-color: #111315 !important; } [data-ogsb] .page { background-color: #111315 !important; } [data-ogsb] .card { background-color: #1a1d20 !important; } [data-ogsb] .code { background-color: #24282c !important; } [data-ogsb] .button { background-color: #f0f1ef !important; } [data-ogsc] .ink { color: #f0f1ef !important; } [data-ogsc] .muted { color: #a3a9af !important; } [data-ogsc] .button { color: #16181a !important; } [data-ogsc] .quiet { color: #f0f1ef !important; } [data-ogsc] .code { color: #f0f1ef !important; } [data-ogsb] .card { border-color: #2c3035 !important; } [data-ogsb] .rule { border-color: #2c3035 !important; } [data-ogsb] .quiet { border-color: #6d747b !important; }</style></head>",
      "<body lang=\"",
      escapeHtml(languageProp),
      "\" class=\"body\" dir=\"ltr\" style=\"background-color:#f3f4f2;margin:0;padding:0\">",
      "<div style=\"display:none;overflow:hidden;line-height:1px;opacity:0;max-height:0;max-width:0\" data-skip-in-text=\"true\">",
      escapeHtml(preheaderProp),
      "<div>\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff</div></div>",
      "<table border=\"0\" width=\"100%\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" align=\"center\"><tbody><tr><td dir=\"ltr\" lang=\"",
      escapeHtml(languageProp),
      "\" style=\"margin:0;padding:0;background-color:#f3f4f2\">",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" class=\"page\" style=\"background-color:#f3f4f2;font-family:-apple-system, BlinkMacSystemFont, &#x27;Segoe UI&#x27;, Roboto, &#x27;Helvetica Neue&#x27;, Arial, sans-serif\"><tbody><tr><td>",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" style=\"max-width:560px;width:100%;margin:0 auto\"><tbody><tr style=\"width:100%\"><td class=\"margin\" style=\"padding:40px 20px\">",
      "<p class=\"ink\" style=\"font-size:17px;line-height:24px;margin:0 0 20px;color:#1f2225;font-weight:600;letter-spacing:-0.01em;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(siteNameProp),
      "</p>",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" class=\"card\" style=\"background-color:#ffffff;border:1px solid #e1e3df;border-radius:14px;border-collapse:separate\"><tbody><tr><td class=\"inside\" style=\"padding:40px\">",
      "<h1 class=\"heading ink\" style=\"margin:0 0 20px;color:#1f2225;font-size:26px;font-weight:600;letter-spacing:-0.02em;line-height:32px\">",
      escapeHtml(headingProp),
      "</h1>",
      bodyProp,
      "<hr class=\"rule\" style=\"width:100%;border:none;border-color:transparent;border-top:1px solid #e1e3df;margin:32px 0 24px\"/>",
      asideProp,
      "</td></tr></tbody></table>",
      "<p class=\"muted\" style=\"font-size:13px;line-height:20px;margin:24px 0 0;color:#5b6066;margin-top:24px;margin-right:0;margin-bottom:0;margin-left:0\">",
      escapeHtml(footerProp),
      "</p></td></tr></tbody></table></td></tr></tbody></table></td></tr></tbody></table></body></html>",
    ].join(''),
  };
}
