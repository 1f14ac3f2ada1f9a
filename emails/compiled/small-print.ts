// Made by `npm run emails:build` from "small-print" in emails/parts.tsx: change that, never this.
import { type Markup, escapeHtml, words } from '#emails/fill.ts';

export type SmallPrintProps = { text: string };

/** Fills the part "small-print". Throws a TypeError on a prop that is missing or not of its kind. */
export function smallPrint(props: SmallPrintProps): Markup {
  const textProp = words(props.text);
  return {
    markup: [
      "<p class=\"muted\" style=\"font-size:14px;line-height:22px;margin:0 0 20px;color:#5b6066;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(textProp),
      "</p>",
    ].join(''),
  };
}
