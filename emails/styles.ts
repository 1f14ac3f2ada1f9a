import type { CSSProperties } from 'react';

const system =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const monospace = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

const paragraph: CSSProperties = {
  margin: '0 0 20px',
  color: '#1f2225',
  fontSize: '16px',
  lineHeight: '26px',
};

const small: CSSProperties = {
  ...paragraph,
  color: '#5b6066',
  fontSize: '14px',
  lineHeight: '22px',
};

/** Inline styles: what every mail client shows, light. */
export const styles = {
  body: { margin: 0, padding: 0, backgroundColor: '#f3f4f2' },
  page: { backgroundColor: '#f3f4f2', fontFamily: system },
  column: { width: '100%', maxWidth: '560px', margin: '0 auto', padding: '40px 20px' },
  wordmark: {
    margin: '0 0 20px',
    color: '#1f2225',
    fontSize: '17px',
    fontWeight: 600,
    letterSpacing: '-0.01em',
    lineHeight: '24px',
  },
  card: {
    backgroundColor: '#ffffff',
    border: '1px solid #e1e3df',
    borderRadius: '14px',
    borderCollapse: 'separate',
    padding: '40px',
  },
  heading: {
    margin: '0 0 20px',
    color: '#1f2225',
    fontSize: '26px',
    fontWeight: 600,
    letterSpacing: '-0.02em',
    lineHeight: '32px',
  },
  paragraph,
  button: {
    backgroundColor: '#1f2225',
    borderRadius: '10px',
    color: '#ffffff',
    fontSize: '16px',
    fontWeight: 600,
    lineHeight: '22px',
    padding: '13px 28px',
    textAlign: 'center',
    textDecoration: 'none',
  },
  buttonRow: { margin: '0 0 32px' },
  quiet: {
    border: '1px solid #8b9096',
    borderRadius: '10px',
    color: '#1f2225',
    fontSize: '15px',
    fontWeight: 600,
    lineHeight: '20px',
    padding: '12px 20px',
    textAlign: 'center',
    textDecoration: 'none',
  },
  quietRow: { margin: '0 0 24px' },
  code: {
    margin: '0 0 20px',
    padding: '20px 0 20px 0.2em',
    backgroundColor: '#f3f4f2',
    borderRadius: '10px',
    color: '#1f2225',
    fontFamily: monospace,
    fontSize: '30px',
    fontWeight: 600,
    letterSpacing: '0.2em',
    lineHeight: '36px',
    overflowWrap: 'anywhere',
    textAlign: 'center',
    userSelect: 'all',
    WebkitUserSelect: 'all',
  },
  rule: { margin: '32px 0 24px', borderTop: '1px solid #e1e3df' },
  small,
  lastSmall: { ...small, margin: 0 },
  address: { color: '#5b6066', textDecoration: 'underline', wordBreak: 'break-all' },
  footer: { ...small, margin: '24px 0 0', fontSize: '13px', lineHeight: '20px' },
} satisfies Record<string, CSSProperties>;

// Dark colours by class: the property that each colours, and its colour.
const dark = {
  backgrounds: {
    '.body': '#111315',
    '.body > table > tbody > tr > td': '#111315',
    '.page': '#111315',
    '.card': '#1a1d20',
    '.code': '#24282c',
    '.button': '#f0f1ef',
  },
  inks: {
    '.ink': '#f0f1ef',
    '.muted': '#a3a9af',
    '.button': '#16181a',
    '.quiet': '#f0f1ef',
    '.code': '#f0f1ef',
  },
  borders: { '.card': '#2c3035', '.rule': '#2c3035', '.quiet': '#6d747b' },
};

/** What inline styles cannot say: dark colours, narrow screens, and clients that restyle numbers. */
export const sheet = oneLine(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; }
@media (max-width: 480px) {
  .margin { padding: 24px 12px !important; }
  .inside { padding: 28px 20px !important; }
  .heading { font-size: 24px !important; line-height: 30px !important; }
  .button, .quiet { display: block !important; padding-left: 12px !important; padding-right: 12px !important; text-align: center !important; }
  .code { letter-spacing: 0.14em !important; }
}
@media (prefers-color-scheme: dark) {
  ${rules('', 'background-color', dark.backgrounds)}
  ${rules('', 'color', dark.inks)}
  ${rules('', 'border-color', dark.borders)}
}
`);

/**
 * Outlook on the web darkens letters by itself, and marks what it changed: text under
 * `data-ogsc`, backgrounds under `data-ogsb`. In a sheet of its own, since some clients drop a
 * whole sheet over a selector that they do not know.
 */
export const outlookSheet = oneLine(`
${rules('[data-ogsb] ', 'background-color', dark.backgrounds)}
${rules('[data-ogsc] ', 'color', dark.inks)}
${rules('[data-ogsb] ', 'border-color', dark.borders)}
`);

function rules(under: string, property: string, colours: Record<string, string>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `${under}${name} { ${property}: ${colour} !important; }`)
    .join('\n');
}

function oneLine(css: string): string {
  return css.replaceAll(/\s*\n\s*/g, ' ').trim();
}
