/**
 * Reads a display name, or null: NFC, trimmed, blanks collapsed, 1 to 100 characters. Refused are
 * control, bidirectional and invisible characters (they forge what a page or a log line seems to
 * say), towers of combining marks, and anything that a mail client would turn into a link, since
 * a name reaches inboxes under our sender. Angle brackets stay: every place that shows a name
 * escapes it.
 */
export function parsePersonName(text: string): string | null {
  if (text.length > 1000) return null;
  const name = text
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ');
  const length = [...name].length;
  if (length < 1 || length > 100) return null;
  if (unseen.test(name) || /\p{M}{6,}/u.test(name)) return null;
  // The compatibility form, since clients also link full-width letters and dots.
  if (linkLike.test(name.normalize('NFKC').replaceAll('。', '.'))) return null;
  return name;
}

/** Controls, formats, lone surrogates, private use, line breaks, fillers and the braille blank. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u;

const linkLike = /:\/\/|\bwww\.|\b(?:mailto|tel|sms|javascript|data):|[\p{L}\p{N}_-]\.\p{L}{2,}/iu;
