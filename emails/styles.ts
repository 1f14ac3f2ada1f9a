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
    padding: '15px 28px',
    textDecoration: 'none',
  },
  buttonRow: { margin: '0 0 32px' },
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

/** What inline styles cannot say: dark colours, narrow screens, and clients that restyle numbers. */
export const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; }
@media (max-width: 480px) {
  .margin { padding: 24px 12px !important; }
  .inside { padding: 28px 20px !important; }
  .heading { font-size: 24px !important; line-height: 30px !important; }
  .button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .body, .body > table > tbody > tr > td, .page { background-color: #111315 !important; }
  .card { background-color: #1a1d20 !important; border-color: #2c3035 !important; }
  .ink { color: #f0f1ef !important; }
  .muted { color: #a3a9af !important; }
  .button { background-color: #f0f1ef !important; color: #16181a !important; }
  .code { background-color: #24282c !important; color: #f0f1ef !important; }
  .rule { border-top-color: #2c3035 !important; }
}
`
  .replaceAll(/\s*\n\s*/g, ' ')
  .trim();
