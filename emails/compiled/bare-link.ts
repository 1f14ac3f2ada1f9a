// Made by `npm run emails:build` from "bare-link" in emails/parts.tsx: change that, never this.
import { type Markup, address, escapeHtml, words } from '#emails/fill.ts';

export type BareLinkProps = { sentence: string; link: string };

/** Fills the part "bare-link". Throws a TypeError on a prop that is missing or not of its kind. */
export function bareLink(props: BareLinkProps): Markup {
  const sentenceProp = words(props.sentence);
  const linkProp = address(props.link);
  return {
    markup: [
      "<p class=\"muted\" style=\"font-size:14px;line-height:22px;margin:0;color:#5b6066;margin-top:0;margin-bottom:0;margin-left:0;margin-right:0\">",
      escapeHtml(sentenceProp),
      "<br/>",
      "<a class=\"muted\" href=\"",
      escapeHtml(linkProp),
      "\" style=\"color:#5b6066;text-decoration-line:none;text-decoration:underline;word-break:break-all\" target=\"_blank\">",
      escapeHtml(linkProp),
      "</a></p>",
    ].join(''),
  };
}
