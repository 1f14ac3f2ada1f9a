// Made by `npm run emails:build` from "button" in emails/parts.tsx: change that, never this.
import { type Markup, address, escapeHtml, words } from '#emails/fill.ts';

export type ButtonProps = { label: string; link: string };

/** Fills the part "button". Throws a TypeError on a prop that is missing or not of its kind. */
export function button(props: ButtonProps): Markup {
  const labelProp = words(props.label);
  const linkProp = address(props.link);
  return {
    markup: [
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" style=\"margin:0 0 32px\"><tbody><tr><td>",
      "<a class=\"button\" href=\"",
      escapeHtml(linkProp),
      "\" style=\"line-height:22px;text-decoration:none;display:inline-block;max-width:100%;mso-padding-alt:0px;background-color:#1f2225;border-radius:10px;color:#ffffff;font-size:16px;font-weight:600;padding:13px 28px;text-align:center;padding-top:13px;padding-right:28px;padding-bottom:13px;padding-left:28px\" target=\"_blank\"><span><!--[if mso]><i style=\"mso-font-width:466.6666666666667%;mso-text-raise:19.5px\" hidden>&#8202;&#8202;&#8202;</i><![endif]--></span><span style=\"max-width:100%;display:inline-block;line-height:120%;mso-padding-alt:0px;mso-text-raise:9.75px\">",
      escapeHtml(labelProp),
      "</span><span><!--[if mso]><i style=\"mso-font-width:466.6666666666667%\" hidden>&#8202;&#8202;&#8202;&#8203;</i><![endif]--></span></a></td></tr></tbody></table>",
    ].join(''),
  };
}
