/** The look (shared tokens), in one small sheet: the page has no script and no style of its own. */
export const style = `
:root { --paper: #FAF7F2; --surface: #FFFFFF; --wash: #F3EDE4; --line: #E9E3DA; --ink: #1B1917; --muted: #736D65; --buy: #E5431F; --on-buy: #FFFFFF; --kept: #1F7A5C; --late: #8A5A10; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131110; --surface: #1C1917; --wash: #241F1C; --line: #2F2A26; --ink: #F4EFE7; --muted: #A59D92; --buy: #FF5A33; --on-buy: #131110; --kept: #4BB78F; --late: #E0A84A; }
}
html { background: var(--paper); color-scheme: light dark; }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100dvh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 400 16px/1.5 -apple-system, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", system-ui, "Segoe UI", sans-serif; }
header { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; padding: 16px 24px; background: var(--wash); border-bottom: 1px solid var(--line); }
header h1 { font-size: 16px; font-weight: 720; color: var(--late); }
header p { grid-column: 1 / -1; font-size: 13.5px; color: var(--muted); }
.language { display: inline-flex; align-items: center; min-height: 24px; font-size: 14px; color: var(--ink); text-underline-offset: 3px; }
main { width: 100%; max-width: 420px; margin: 0 auto; padding: 40px 24px max(24px, env(safe-area-inset-bottom)); flex: 1; display: flex; flex-direction: column; align-items: center; text-align: center; }
h2 { margin-top: 24px; font-size: 20px; font-weight: 720; }
.kept { color: var(--kept); }
.late { color: var(--late); }
.payee { font-weight: 650; overflow-wrap: anywhere; }
.label { margin-top: 24px; font-size: 13.5px; color: var(--muted); }
.amount { font-size: 34px; font-weight: 720; line-height: 1.25; }
.money { font-variant-numeric: tabular-nums; white-space: nowrap; }
.money small { font-size: 0.65em; margin-inline-end: 0.1em; }
.pay small { font-size: 0.85em; }
form { margin-top: auto; padding-top: 40px; width: 100%; display: grid; gap: 8px; }
button, .button { width: 100%; min-height: 52px; padding: 12px 24px; border: 0; border-radius: 14px; font: inherit; font-weight: 650; cursor: pointer; }
.pay { background: var(--buy); color: var(--on-buy); font-size: 20px; }
.decline { background: transparent; color: var(--ink); }
.button { display: inline-grid; place-items: center; margin-top: 32px; background: var(--surface); border: 1px solid var(--line); color: var(--ink); text-decoration: none; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
@media (min-width: 640px) {
  main { flex: 0; margin-top: 64px; padding: 40px; background: var(--surface); border: 1px solid var(--line); border-radius: 22px; }
}
`;
