// Made by `npm run emails:build` from "quiet-button" in emails/parts.tsx: change that, never this.
import { type Markup, address, escapeHtml, words } from '#emails/fill.ts';

export type QuietButtonProps = { label: string; link: string };

/** Fills the part "quiet-button". Throws a TypeError on a prop that is missing or not of its kind. */
export function quietButton(props: QuietButtonProps): Markup {
  const labelProp = words(props.label);
  const linkProp = address(props.link);
  return {
    markup: [
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" style=\"margin:0 0 24px\"><tbody><tr><td>",
      "<a class=\"quiet\" href=\"",
      escapeHtml(linkProp),
      "\" style=\"line-height:20px;text-decoration:none;display:inline-block;max-width:100%;mso-padding-alt:0px;border:1px solid #8b9096;border-radius:10px;color:#1f2225;font-size:15px;font-weight:600;padding:12px 20px;text-align:center;padding-top:12px;padding-right:20px;padding-bottom:12px;padding-left:20px\" target=\"_blank\"><span><!--[if mso]><i style=\"mso-font-width:500%;mso-text-raise:18px\" hidden>&#8202;&#8202;</i><![endif]--></span><span style=\"max-width:100%;display:inline-block;line-height:120%;mso-padding-alt:0px;mso-text-raise:9px\">",
      escapeHtml(labelProp),
      "</span><span><!--[if mso]><i style=\"mso-font-width:500%\" hidden>&#8202;&#8202;&#8203;</i><![endif]--></span></a></td></tr></tbody></table>",
    ].join(''),
  };
}
