/** The look of the local cloud's pages: light and dark, from 320 px. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf9f6, #111210);
  --card: light-dark(#ffffff, #191b18);
  --ink: light-dark(#1b1d1a, #eceee9);
  --soft: light-dark(#5d635b, #a3aaa0);
  --line: light-dark(#e3e2db, #2c2f2a);
  --accent: light-dark(#0b5f50, #6fd0bb);
  --on-accent: light-dark(#ffffff, #0c1512);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 0 max(1.25rem, calc(50% - 460px)); min-height: 60px; border-bottom: 1px solid var(--line); }
.bar a { display: inline-flex; align-items: center; min-height: 44px; text-decoration: none; }
@media (pointer: coarse) { p a, dd a { display: inline-block; padding: .625rem 0; } }
.brand { color: var(--ink); font-weight: 650; gap: .5rem; }
.brand span { color: var(--soft); font-weight: 400; }
main { max-width: 960px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1.05rem; }
p { margin: 0 0 1rem; }
.soft, dt, time { color: var(--soft); }
p.soft { overflow-wrap: anywhere; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: 1rem; margin-bottom: 1.5rem; }
.head p { margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; margin-bottom: 1.25rem; }
.grid { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); }
.grid .card { margin: 0; }
.grid .wide { grid-column: 1 / -1; }
.grid .grid { gap: 1.25rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); }
.card > .head { margin-bottom: 1rem; align-items: start; }
.card > .head > div { flex: 1 1 20rem; }
fieldset p { margin: 0 0 .6rem; }
.empty p:last-child { margin: 0; }
.letters { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.letters li + li { border-top: 1px solid var(--line); }
.letters a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1rem; padding: .9rem 1.25rem; color: inherit; text-decoration: none; }
.letters a:hover { background: color-mix(in srgb, var(--accent) 7%, transparent); }
.letters strong { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
.letters span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.letters span { color: var(--soft); grid-column: 1; }
.letters time { font-size: .9rem; white-space: nowrap; text-align: right; }
.letters .code { grid-column: 2; grid-row: 2; justify-self: end; color: var(--ink); font-size: .95rem; }
.code, pre, code, td { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1rem; align-items: baseline; margin: 0; }
h1 + dl { margin-top: 1rem; }
code, .code { user-select: all; }
dd { margin: 0; overflow-wrap: anywhere; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin-bottom: .75rem; }
.tabs a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 .9rem; border-radius: 999px; color: var(--soft); text-decoration: none; }
.tabs a[aria-current] { background: color-mix(in srgb, var(--accent) 13%, transparent); color: var(--ink); font-weight: 600; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; }
.row > a { display: inline-flex; align-items: center; min-height: 44px; }
.looks { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.templates { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); list-style: none; margin: 0; padding: 0; }
.templates li { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.25rem; }
.templates h2 { margin: 0 0 .25rem; font: 600 .95rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
.templates p { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr) auto; gap: 0 .75rem; align-items: baseline; margin: 0; }
.templates p a { padding: .625rem 0; overflow-wrap: anywhere; }
.frame { border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.frame.narrow { width: 322px; max-width: 100%; margin: 0 auto; }
iframe { display: block; width: 100%; height: 1060px; border: 0; background: var(--card); }
iframe.light { color-scheme: light; }
iframe.dark { color-scheme: dark; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .92rem; }
.big { font-size: 1.9rem; letter-spacing: .18em; line-height: 1.2; }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: 0; }
label { display: grid; gap: .25rem; font-size: .9rem; color: var(--soft); }
select, input { min-height: 44px; padding: 0 .7rem; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid color-mix(in srgb, var(--soft) 70%, transparent); border-radius: 10px; }
input { width: 6.5rem; }
button { min-height: 44px; padding: 0 1.1rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: 10px; cursor: pointer; }
button.quiet { color: var(--ink); background: none; border: 1px solid var(--line); }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .35rem; }
.ill { color: light-dark(#a3251c, #ff9d91); }
.personas { display: grid; align-items: stretch; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 270px), 1fr)); margin-bottom: 1.25rem; }
.personas button { display: grid; gap: .1rem; align-content: start; padding: .8rem 1rem; text-align: left; background: var(--card); border-radius: 14px; }
.personas button:hover { background: color-mix(in srgb, var(--accent) 7%, var(--card)); }
.personas span { color: var(--soft); font-size: .9rem; font-weight: 400; overflow-wrap: anywhere; }
input.wide { width: min(16rem, 100%); }
label.check { display: flex; align-items: center; gap: .5rem; min-height: 44px; }
label.check input { width: 1.15rem; min-height: 0; height: 1.15rem; accent-color: var(--accent); }
.empty { text-align: center; padding: 3.5rem 1.25rem; }
@media (max-width: 480px) { main { padding-top: 1.25rem; } .tabs a { padding: 0 .65rem; } .letters a { padding: .9rem 1rem; } }
`;
