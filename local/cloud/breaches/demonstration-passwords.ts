/**
 * Passwords that count as breached on the local cloud and are refused for nothing else: long
 * enough, on no list of common ones. For people and tests who want to see what the site says then.
 */
export const demonstrationPasswords = [
  'seven purple giraffes dancing',
  'tuesday umbrella marmalade 42',
  'Kaffee, Regen und Fahrradklingel',
  'paper lighthouse under snow',
] as const;
