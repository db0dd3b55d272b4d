/** The style sheet of the HTML report. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f6f4; --card: #fff; --text: #1d1f23; --muted: #5b626d; --line: #dfe1e5; --code: #f2f3f5; --link: #1d4fb8;
  --error: #b3261e; --warn: #855300; --info: #1a5ea8; --good: #17693a; --error-soft: #fdecea; --warn-soft: #fdf3dc; --info-soft: #e8f1fc; --good-soft: #e5f5ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121419; --card: #1a1d23; --text: #e7e9ec; --muted: #a0a8b4; --line: #31363f; --code: #23272e; --link: #8ab4ff;
    --error: #ff938a; --warn: #f2be5c; --info: #8dbdff; --good: #7fd39c; --error-soft: #3a1f1e; --warn-soft: #352a14; --info-soft: #1b2a3d; --good-soft: #182e20;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
footer { color: var(--muted); font-size: .875rem; padding-bottom: 3rem; }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 1.75rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; }
h3 { font-size: .8125rem; font-weight: 600; color: var(--muted); margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 72ch; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, .mono { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { background: var(--code); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0; white-space: pre-wrap; }
.lead { padding: 2.5rem 0 .5rem; }
.product { color: var(--muted); font-size: .9375rem; margin: 0 0 .5rem; }
.verdict-good { color: var(--good); } .verdict-bad { color: var(--error); }
.muted { color: var(--muted); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; margin: 1.25rem 0; }
.card > header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; }
.card > header p { margin: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0; }
.tiles > div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--muted); font-size: .875rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
.error { color: var(--error); } .warn { color: var(--warn); } .info { color: var(--info); } .good { color: var(--good); } .bad { color: var(--error); }
.answers { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: .25rem .75rem; margin: 1rem 0 0; }
.answers dt { color: var(--muted); }
.answers dd { margin: 0; }
.answers strong { margin-right: .5rem; }
.hint { display: block; color: var(--muted); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: baseline; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--muted); font-weight: 500; font-size: .875rem; }
tbody th { font-weight: 500; }
td:last-child, th:last-child { padding-right: 0; }
td, thead th { overflow-wrap: break-word; }
.card > :last-child { margin-bottom: 0; }
.decoded { table-layout: fixed; }
.decoded col:first-child { width: 11rem; } .decoded col:last-child { width: 38%; } .decoded td + td { color: var(--muted); }
.readings th:first-child { width: 30%; }
.life { margin: 1rem 0 0; }
.life svg { display: block; width: 100%; height: 26px; overflow: visible; }
.life .track { stroke: var(--line); } .life .passed { stroke: var(--muted); } .life .over { stroke: var(--error); } .life .now { fill: var(--info); stroke: var(--card); } .life .now-out { fill: var(--error); stroke: var(--card); } .life .nbf { stroke: var(--text); }
.life figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .125rem 1rem; color: var(--muted); font-size: .875rem; }
.life .late { padding-right: 15%; } .life .early { padding-left: 15%; }
details.finding { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; margin: .75rem 0; }
details.finding > summary { cursor: pointer; padding: .625rem .875rem; }
details.finding > div { padding: 0 .875rem .625rem; }
details.error { border-left-color: var(--error); } details.warn { border-left-color: var(--warn); } details.info { border-left-color: var(--info); }
.finding, .finding > div { color: var(--text); }
.badge { display: inline-block; border-radius: 4px; padding: 0 .4rem; margin-right: .4rem; font-size: .8125rem; font-weight: 600; }
.badge.error { background: var(--error-soft); } .badge.warn { background: var(--warn-soft); } .badge.info { background: var(--info-soft); } .badge.good { background: var(--good-soft); }
.message { display: block; margin-top: .125rem; }
.fix { border-left: 3px solid var(--good); padding-left: .75rem; }
.references { font-size: .875rem; }
.references a { white-space: nowrap; }
.references ul { list-style: none; margin: 0; padding: 0; display: inline; }
.references li { display: inline; } .references li + li::before { content: " \\00b7  "; color: var(--muted); }
.sequence th { width: 4.5rem; color: var(--muted); white-space: nowrap; } .sequence .step { display: block; font-size: .9375rem; }
.sequence .lanes { position: relative; width: 1px; padding: 0 .75rem 0 0; vertical-align: top; } .lanes svg { display: block; } .lanes .drawn { position: absolute; top: -1px; height: calc(100% + 1px); }
.sequence tr { height: 1px; } .sequence td { height: inherit; } .sequence td + td, .sequence th { padding-top: .4rem; }
.lane0 { --lane: #2f6fde; } .lane1 { --lane: #c2410c; } .lane2 { --lane: #15803d; } .lane3 { --lane: #9333ea; } .lane4 { --lane: #b45309; } .lane5 { --lane: #0e7490; }
.lanes line { stroke: var(--lane); } .lanes circle { fill: var(--lane); stroke: var(--lane); } .lanes .sent, .lanes .end { fill: var(--card); } .lanes .end { stroke-dasharray: 2 2; } .lanes .late { fill: var(--error); stroke: var(--error); }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .25rem 0 .5rem; font-size: .875rem; } .key li::before { content: ""; display: inline-block; width: .7em; height: .7em; border-radius: 50%; background: var(--lane); margin-right: .4em; }
summary.fold { cursor: pointer; font-weight: 500; padding: .25rem 0; }
ul { padding-left: 1.25rem; }
@media (max-width: 44rem) {
  main, footer { padding: 0 .875rem; }
  .lead { padding-top: 1.5rem; }
  h1 { font-size: 1.375rem; }
  .card { padding: 1rem .875rem; }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(5rem, 1fr)); gap: .5rem; }
  .tiles > div { padding: .5rem .625rem; } .tiles dt { font-size: .8125rem; } .tiles dd { font-size: 1.25rem; }
  .answers { grid-template-columns: 1fr; gap: 0; } .answers dd { margin-bottom: .5rem; }
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; } tbody tr:first-child { border-top: 0; }
  th, td { border: 0; padding: .0625rem 0; }
  .decoded tr { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 .75rem; } .decoded td { grid-column: 2; }
  .readings th:first-child { width: auto; }
  .sequence tr { display: grid; grid-template-columns: auto minmax(0, 1fr); height: auto; padding: 0; border: 0; } .sequence th { grid-column: 1 / -1; width: auto; padding: .25rem 0 0; } .sequence td { padding: .25rem 0; } .sequence .lanes { width: auto; padding-right: .5rem; }
  td[data-label] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); }
  td[data-label]::before { content: attr(data-label); color: var(--muted); } td .badge { justify-self: start; }
  td:empty { display: none; }
}
@media print {
  :root { --page: #fff; --code: #f4f4f4; }
  body { font-size: 11pt; } .card, details.finding { break-inside: avoid; } main, footer { max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; height: auto; } summary { list-style: none; }
  .references a::after { content: " <" attr(href) ">"; color: var(--muted); }
}
`

/** SHA-256 of the style sheet, for the content security policy; a test says what it must be after a change. */
export const styleHash = 'sha256-NCCgKPVR/hUyByAS12OuR94PLvFrgzqoesZiAsE/e14='
