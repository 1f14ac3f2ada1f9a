// Made by `npm run emails:build` from "code" in emails/parts.tsx: change that, never this.
import { type Markup, escapeHtml, words } from '#emails/fill.ts';

export type CodeProps = { value: string };

/** Fills the part "code". Throws a TypeError on a prop that is missing or not of its kind. */
export function code(props: CodeProps): Markup {
  const valueProp = words(props.value);
  return {
    markup: [
      "<p class=\"code\" style=\"font-size:30px;line-height:36px;margin:0 0 20px;padding:20px 0 20px 0.2em;background-color:#f3f4f2;border-radius:10px;color:#1f2225;font-family:ui-monospace, SFMono-Regular, Menlo, Consolas, &#x27;Liberation Mono&#x27;, monospace;font-weight:600;letter-spacing:0.2em;overflow-wrap:anywhere;text-align:center;user-select:all;-webkit-user-select:all;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(valueProp),
      "</p>",
    ].join(''),
  };
}
