import type { Finding } from '../core/finding.ts'
import { timeline } from '../core/lifetime.ts'
import { referenceUrl } from '../core/reference.ts'
import type { Judged, Report, Reporter } from '../core/report.ts'
import { bySeverity, type Severity } from '../core/severity.ts'
import type { SubjectView } from '../core/subject.ts'
import { count, list } from '../core/text.ts'
import { formatDuration, formatRelative, formatUtc } from '../core/time.ts'
import type { CookieDetail, FlowDetail, FlowPractice, JwtDetail } from '../core/view.ts'
import { axes, cookieCells, cookieHeadings, cookieRemarks, haveSeveralHosts, isShownWhole, linesOf, manualHeading, nameOf, isPlain, origin, parts, place, readingHeadings, readingsTable, safe, subtitle, title, unverifiedWords, verdict, type ReadingCells } from './describe.ts'
import { eventsMissing, eventWords, flowPicture, jarLine, practiceHeadings, practiceStatuses, practiceTones, type LaneMark, type PictureRow } from './flow-picture.ts'
import { style, styleHash } from './html-style.ts'

/** One file to look at and to send around. No script, nothing loaded from elsewhere, and a policy that forbids both. */
export const reporter: Reporter = { end: (report) => page(report) }

const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`

const page = (report: Report): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${html(`authlint: ${verdict(report)}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
${[lead(report), problems(report), overview(report), cookies(report), ...flowsFirst(report.judged).map((judged) => subject(judged, report)), byRule(report), suppressed(report), leftToPeople(report)].filter(Boolean).join('\n')}
</main>
<footer>
<p>Made by authlint ${html(report.tool.version)} (authlint ${html(report.command)}). Signatures, secrets and cookie values are left out. Times are UTC and relative to ${html(formatUtc(report.now))}.</p>
</footer>
</body>
</html>
`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text in HTML, as content or in a quoted attribute. */
const html = (text: string): string => safe(text).replace(/[&<>"']/g, (character) => entities[character] ?? '')

function lead(report: Report): string {
  const { summary, ok, notes, unverified } = report
  const tiles: readonly (readonly [string, number, string])[] = [
    ['subject', summary.subjects, ''],
    ['error', summary.error, summary.error > 0 ? 'error' : ''],
    ['warning', summary.warn, summary.warn > 0 ? 'warn' : ''],
    ['note', summary.info, summary.info > 0 ? 'info' : ''],
    ...(summary.suppressed > 0 ? ([['known finding', summary.suppressed, '']] as const) : []),
  ]
  const remarks = [
    ...notes.map((note) => `Input: ${note}.`),
    ...(unverified > 0 ? [unverifiedWords(unverified)] : []),
  ]
  return `<div class="lead">
<p class="product">authlint report, ${html(formatUtc(report.now))}</p>
<h1 class="${ok ? (summary.warn > 0 ? '' : 'verdict-good') : 'verdict-bad'}">${html(verdict(report))}</h1>
${remarks.map((remark) => `<p class="muted">${html(remark)}</p>`).join('\n')}
</div>
<dl class="tiles">${tiles.map(([name, number, tone]) => `<div><dt>${name}${number === 1 ? '' : 's'}</dt><dd class="${tone}">${number}</dd></div>`).join('')}</dl>`
}

const problems = ({ problems: all }: Report): string =>
  all.length === 0
    ? ''
    : card('Not judged', `<ul>${all.map(({ message, hint }) => `<li>${html(message)}${hint === undefined ? '' : ` <span class="muted">${html(hint)}</span>`}</li>`).join('')}</ul>`)

const card = (heading: string, body: string): string => `<section class="card">\n<h2>${html(heading)}</h2>\n${body}\n</section>`

/** A recording as a whole is what its parts are understood by. */
const flowsFirst = (judged: readonly Judged[]): readonly Judged[] => [...judged.filter(({ subject: { kind } }) => kind === 'flow'), ...judged.filter(({ subject: { kind } }) => kind !== 'flow')]

/** Where to go, when there is more than a page of it. */
function overview({ judged }: Report): string {
  const listed = flowsFirst(judged).filter((one) => one.subject.kind !== 'cookie' && !isPlain(one))
  if (listed.length < 2) return ''
  const asked = new Set(listed.flatMap((one) => axes(one).map(({ name }) => name)))
  const questions = (['signature', 'claims', 'lint'] as const).filter((name) => asked.has(name))
  const row = (one: Judged) => {
    const answers = new Map(axes(one).map((axis) => [axis.name, axis]))
    const answer = (name: (typeof questions)[number]) => {
      const axis = answers.get(name)
      return `<td data-label="${name}"${axis ? ` class="${axis.tone}"` : ''}>${html(axis?.status ?? '')}</td>`
    }
    return `<tr><th scope="row"><a href="#${html(one.subject.id)}">${html(title(one.subject))}</a></th>${questions.map(answer).join('')}</tr>`
  }
  return card('Overview', `<table><thead>${headRow(['subject', ...questions])}</thead><tbody>${listed.map(row).join('\n')}</tbody></table>`)
}

const headRow = (names: readonly string[]): string => `<tr>${names.map((name) => `<th scope="col">${html(name)}</th>`).join('')}</tr>`

function cookies({ judged, now }: Report): string {
  const all = judged.flatMap((one) => {
    const cookie = one.subject.cookie
    return cookie ? [{ cookie, id: one.subject.id, hasCard: hasCard(one) }] : []
  })
  if (all.length === 0) return ''
  const names = Object.keys(cookieHeadings) as readonly (keyof typeof cookieHeadings)[]
  const several = haveSeveralHosts(all.map(({ cookie }) => cookie))
  const rows = all.map(({ cookie, id, hasCard: linked }) => {
    const cells = cookieCells(cookie, now, several)
    const name = `<code>${html(cells.cookie)}</code>`
    const others = names.slice(1).map((key) => `<td data-label="${html(cookieHeadings[key])}"${key === 'kept' && cells.kept === 'no' ? ' class="bad"' : ''}>${html(cells[key])}</td>`)
    return `<tr><th scope="row">${linked ? `<a href="#${html(id)}">${name}</a>` : name}</th>${others.join('')}</tr>`
  })
  const remarks = [...all.flatMap(({ cookie }) => cookieRemarks(cookie)), ...new Set(all.flatMap(({ cookie }) => cookie.browser.note ?? []))]
  return card(
    count(all.length, 'cookie'),
    `<table><thead>${headRow(names.map((name) => cookieHeadings[name]))}</thead><tbody>${rows.join('\n')}</tbody></table>${remarks.length === 0 ? '' : `<ul>${remarks.map((remark) => `<li>${html(remark)}</li>`).join('')}</ul>`}`,
  )
}

/** Of a cookie about which there is nothing to say the table says enough. */
const hasCard = (judged: Judged): boolean => (judged.subject.kind !== 'cookie' || judged.findings.length > 0 || judged.subject.cookie?.compare !== undefined) && !isPlain(judged)

function subject(judged: Judged, report: Report): string {
  const { subject: view } = judged
  if (!hasCard(judged)) return ''
  const { jwt, cookie, flow } = view
  const heading = cookie ? `Cookie <code>${html(nameOf(cookie))}</code>` : html(title(view))
  return `<article class="card" id="${html(view.id)}">
<header><h2>${heading}</h2><p class="muted">${html(origin(view))}</p></header>
<p class="muted">${html(subtitle(view))}</p>
${[view.kind === 'cookie' ? '' : answers(judged), jwt ? life(jwt, report.now) : '', decoded(judged, report.now), cookie ? readings(cookie, report.now) : '', flow ? flowSection(flow, report.now) : '', found(judged, report)].filter(Boolean).join('\n')}
</article>`
}

const answers = (judged: Judged): string =>
  `<dl class="answers">${axes(judged)
    .map(
      ({ name, status, tone, words, hints }) =>
        `<dt>${name}</dt><dd><strong class="${tone}">${html(status)}</strong>${html(words)}${hints.map((hint) => `<span class="hint">${html(hint)}</span>`).join('')}</dd>`,
    )
    .join('')}</dl>`

/** The life of the token as a line, drawn in percent so that it fits every screen. */
function life({ claims, undone }: JwtDetail, now: number): string {
  const line = claims ? timeline(claims, now) : undefined
  const unwrapped = undone?.length ? `<p class="muted">Undone before reading: ${html(list(undone))}.</p>` : ''
  if (!line) return unwrapped
  const [from, to] = line.now < 0 ? [15, 100] : line.now > 1 ? [0, 85] : [0, 100]
  const at = (place: number) => `${(from + place * (to - from)).toFixed(2)}%`
  const outside = line.now < 0 ? 4 : 96
  const here = line.now < 0 || line.now > 1 ? `${outside}%` : at(line.now)
  const isOver = line.now > 1
  const state = line.now < 0 ? `starts ${formatRelative(line.start, now)}` : isOver ? `ended ${formatRelative(line.end, now)}` : `${formatDuration(line.end - now)} left`
  const words = `${formatDuration(line.end - line.start)} in all, ${state}`
  const caption = [`${line.from} ${formatUtc(line.start)}`, words, `exp ${formatUtc(line.end)}`]
  return `${unwrapped}<figure class="life">
<svg role="img" aria-label="${html(`Lifetime: ${words}`)}">
<line class="track" x1="${at(0)}" x2="${at(1)}" y1="13" y2="13" stroke-width="6" stroke-linecap="round"/>
${line.now > 0 ? `<line class="${isOver ? 'over' : 'passed'}" x1="${at(0)}" x2="${at(Math.min(1, line.now))}" y1="13" y2="13" stroke-width="6" stroke-linecap="round"/>` : ''}
${line.nbf === undefined ? '' : `<line class="nbf" x1="${at(line.nbf)}" x2="${at(line.nbf)}" y1="4" y2="22" stroke-width="2"><title>nbf: accepted from here on</title></line>`}
<circle class="${line.now < 0 || isOver ? 'now-out' : 'now'}" cx="${here}" cy="13" r="7" stroke-width="2"><title>now</title></circle>
</svg>
<figcaption${line.now < 0 ? ' class="early"' : isOver ? ' class="late"' : ''}>${caption.map((text) => `<span>${html(text)}</span>`).join('')}</figcaption>
</figure>`
}

function decoded({ subject: view }: Judged, now: number): string {
  return parts(view, now)
    .map(({ heading, rows, instead }) => {
      const body =
        instead === undefined
          ? `<table class="decoded"><colgroup><col/><col/><col/></colgroup><tbody>${rows.map(({ name, value, note }) => `<tr><th scope="row"><code>${html(name)}</code></th>${note === '' ? `<td class="mono" colspan="2">${html(value)}</td>` : `<td class="mono">${html(value)}</td><td>${html(note)}</td>`}</tr>`).join('\n')}</tbody></table>`
          : `<p class="muted">${html(instead)}</p>`
      return `${heading === '' ? '' : `<h3>${html(heading)}</h3>`}${body}`
    })
    .join('\n')
}

function readings(cookie: CookieDetail, now: number): string {
  const table = readingsTable(cookie, now)
  if (!table) return ''
  const [first, ...others] = table.columns
  const cell = (column: keyof ReadingCells, text: string) => `<td data-label="${html(readingHeadings[column])}"${column === 'kept' && text === 'no' ? ' class="bad"' : ''}>${html(text)}</td>`
  const rows = table.rows.map((row) => `<tr><th scope="row">${html(first ? row[first] : '')}</th>${others.map((column) => cell(column, row[column])).join('')}</tr>`)
  return `<h3>as others read it (value in octets)</h3>\n<table class="readings"><thead>${headRow(table.columns.map((column) => readingHeadings[column]))}</thead><tbody>${rows.join('\n')}</tbody></table>`
}

/** The sequence of exchanges with a lane for each credential, what the browser keeps, and the checklist. */
function flowSection(flow: FlowDetail, now: number): string {
  const missing = eventsMissing(flow)
  const told = [...flow.design.evidence, ...eventWords(flow), ...(missing === undefined ? [] : [missing])]
  const jar = flow.jar.map((cookie) => jarLine(cookie, now)).map(({ name, value }) => `<tr><th scope="row"><code>${html(name)}</code></th><td>${html(value)}</td></tr>`)
  return [
    `<ul>${told.map((text) => `<li>${html(text)}</li>`).join('')}</ul>`,
    `<h3>what was sent and what came back</h3>\n${sequence(flow)}`,
    jar.length > 0 ? `<h3>kept by the browser at the end</h3>\n<table><tbody>${jar.join('\n')}</tbody></table>` : '',
    checklist(flow.practices ?? []),
  ].filter(Boolean).join('\n')
}

function sequence(flow: FlowDetail): string {
  const { lanes, rows } = flowPicture(flow)
  const row = ({ exchange, request, status, events, lines, marks }: PictureRow) =>
    `<tr><th scope="row">${html(exchange)}</th>${lanes.length > 0 ? `<td class="lanes">${laneDrawing(lanes, marks)}</td>` : ''}<td><code>${html(request)}</code> ${html(status)}${events === '' ? '' : ` ${badge('info', html(events))}`}${lines.map(({ text, tone }) => `<span class="${tone === 'plain' ? 'muted' : tone} step">${html(text)}</span>`).join('')}</td></tr>`
  const key = lanes.map((label, i) => `<li class="lane${i % laneColours}">${html(label)}</li>`).join('')
  return `${lanes.length > 0 ? `<ul class="key">${key}</ul>` : ''}<table class="sequence"><tbody>${rows.map(row).join('\n')}</tbody></table>`
}

const laneColours = 6
const laneWidth = 18

/** A row of the lanes: lines run through from row to row, whatever its height. */
function laneDrawing(lanes: readonly string[], marks: readonly LaneMark[]): string {
  const said = lanes.flatMap((label, i) => (marks[i] === undefined || marks[i] === 'before' || marks[i] === 'over' || marks[i] === 'alive' ? [] : [`${label} ${laneWords[marks[i]]}`]))
  const drawn = marks.map((mark, i) => {
    const x = i * laneWidth + laneWidth / 2
    const line = (from: string, to: string) => `<line x1="${x}" x2="${x}" y1="${from}" y2="${to}" stroke-width="2"/>`
    const shape: Readonly<Record<LaneMark, string>> = {
      before: '',
      over: '',
      alive: line('0', '100%'),
      appears: `${line('1.2em', '100%')}<circle cx="${x}" cy="1.2em" r="5"/>`,
      sent: `${line('0', '100%')}<circle class="sent" cx="${x}" cy="1.2em" r="4" stroke-width="2"/>`,
      ends: `${line('0', '1.2em')}<circle class="end" cx="${x}" cy="1.2em" r="5" stroke-width="2"/>`,
      'sent after its end': `<circle class="late" cx="${x}" cy="1.2em" r="5"/>`,
    }
    return shape[mark] === '' ? '' : `<g class="lane${i % laneColours}">${shape[mark]}</g>`
  })
  const wide = `width="${lanes.length * laneWidth}"`
  // The first keeps the column as wide as the lanes, the second fills it from border to border.
  return `<svg ${wide} height="1" aria-hidden="true"></svg><svg class="drawn" ${wide} height="100%" role="img" aria-label="${html(list(said) || 'no change')}">${drawn.join('')}</svg>`
}

const laneWords: Readonly<Record<LaneMark, string>> = { before: '', over: '', alive: '', appears: 'appears', sent: 'is sent', ends: 'ends', 'sent after its end': 'is sent after its end' }

function checklist(practices: readonly FlowPractice[]): string {
  if (practices.length === 0) return ''
  const group = (status: FlowPractice['status']) => {
    const asked = practices.filter((practice) => practice.status === status)
    if (asked.length === 0) return ''
    const items = `<ul>${asked.map(({ practice, why }) => `<li>${html(practice)} <span class="muted">${html(why)}</span></li>`).join('')}</ul>`
    const heading = `<span class="${practiceTones[status]}">${html(`${practiceHeadings[status]} (${asked.length})`)}</span>`
    return `<details${status === 'not-visible' ? '' : ' open'}><summary class="fold">${heading}</summary>${items}</details>`
  }
  return `<h3>good practice for this design</h3>\n${practiceStatuses.map(group).filter(Boolean).join('\n')}`
}

const words: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }
const badge = (severity: Severity, text = words[severity]): string => `<span class="badge ${severity}">${text}</span>`

const found = ({ findings, subject: view }: Judged, report: Report): string =>
  findings.length === 0 ? '' : `<h3>findings</h3>\n${findings.map((one) => finding(one, view, report)).join('\n')}`

/** Notes are folded, the rest is open. */
function finding(one: Finding, view: SubjectView, { rules }: Report): string {
  const { severity, rule, confidence, message, evidence, fix, references, location } = one
  const meta = rules.get(rule)
  return `<details class="finding ${severity}"${severity === 'info' ? '' : ' open'}>
<summary>${badge(severity)}<code>${html(rule)}</code> <span class="message">${html(message)}</span></summary>
<div>
${isShownWhole(one, view) ? '' : `<pre>${html(evidence)}</pre>`}
<p class="muted">at ${html(place(location))}${location.pointer === undefined ? '' : ` (${html(location.pointer)})`}${confidence === 'tentative' ? ', a guess' : ''}</p>
<p class="fix"><strong>Fix:</strong> ${linesOf(fix).map(html).join('<br>')}</p>
${meta ? `<p><strong>Why:</strong> ${html(meta.rationale)}</p>` : ''}
${references.length > 0 ? `<div class="references"><ul>${references.map(reference).join('')}</ul></div>` : ''}
</div>
</details>`
}

const reference = (name: string): string => {
  const url = referenceUrl(name)
  return `<li>${url === undefined ? html(name) : `<a href="${html(url)}" rel="noreferrer noopener">${html(name)}</a>`}</li>`
}

function byRule({ fired, rules, summary }: Report): string {
  if (summary.subjects < 2 || fired.size < 2) return ''
  const rows = [...fired].toSorted(([, a], [, b]) => bySeverity(a.severity, b.severity) || b.times - a.times)
  return card(
    'By rule',
    `<table><thead>${headRow(['rule', 'worst', 'times', 'what it says'])}</thead><tbody>${rows
      .map(
        ([rule, { severity, times }]) =>
          `<tr><th scope="row"><code>${html(rule)}</code></th><td data-label="worst">${badge(severity)}</td><td data-label="times">${times}</td><td>${html(rules.get(rule)?.summary ?? '')}</td></tr>`,
      )
      .join('\n')}</tbody></table>`,
  )
}

function suppressed({ judged }: Report): string {
  const all = judged.flatMap((one) => one.suppressed.map((known) => ({ known, of: title(one.subject) })))
  if (all.length === 0) return ''
  const items = all.map(
    ({ known: { severity, rule, message, suppression }, of }) =>
      `<li>${badge(severity)}<code>${html(rule)}</code> on ${html(of)}: ${html(message)} <span class="muted">${html(`${suppression.reason}${suppression.until === undefined ? '' : `, until ${suppression.until}`}`)}</span></li>`,
  )
  return `<section class="card"><details><summary class="fold">${html(count(all.length, 'suppressed finding'))}</summary><ul>${items.join('\n')}</ul></details></section>`
}

function leftToPeople({ manual = [] }: Report): string {
  if (manual.length === 0) return ''
  const items = manual.map(({ requirement, title, reason }) => `<li>${badge('info', 'manual')}${html(requirement)}: ${html(title)}. <span class="muted">${html(reason)}</span></li>`)
  return `<section class="card"><details><summary class="fold">${html(manualHeading(manual))}</summary><ul>${items.join('\n')}</ul></details></section>`
}
