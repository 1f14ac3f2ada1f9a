// Made by `npm run emails:build` from "paragraph" in emails/parts.tsx: change that, never this.
import { type Markup, escapeHtml, words } from '#emails/fill.ts';

export type ParagraphProps = { text: string };

/** Fills the part "paragraph". Throws a TypeError on a prop that is missing or not of its kind. */
export function paragraph(props: ParagraphProps): Markup {
  const textProp = words(props.text);
  return {
    markup: [
      "<p class=\"ink\" style=\"font-size:16px;line-height:26px;margin:0 0 20px;color:#1f2225;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(textProp),
      "</p>",
    ].join(''),
  };
}
