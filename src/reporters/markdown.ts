import type { Finding } from '../core/finding.ts'
import { referenceUrl } from '../core/reference.ts'
import type { Judged, Report, Reporter } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import { count } from '../core/text.ts'
import { eventsMissing, eventWords, flowPicture, jarLine, practiceStatuses } from './flow-picture.ts'
import { foldOf, toldWords, type Fold } from './fold.ts'
import { axes, cookieHeadings, cookieRemarks, cookieRows, linesOf, manualHeading, isPlain, origin, parts, place, readingHeadings, readingsTable, safe, subtitle, title, unverifiedWords, verdict, worstRule, type CookieCells, type ReadingCells } from './describe.ts'

/** A comment on a pull request. GitHub takes 65536 characters, GitLab more. */
export const reporter: Reporter = { end: (report) => markdown(report, 60_000) }

/** A report in at most `limit` characters; of what does not fit, the number is said. */
export function markdown(report: Report, limit: number): string {
  const blocks = [
    `### authlint: ${prose(verdict(report))}`,
    ...report.problems.map(({ message, hint }) => `- **not judged**: ${prose(safe(message))}${hint === undefined ? '' : ` ${prose(safe(hint))}`}`),
    ...(report.notes.length > 0 ? [`Input: ${report.notes.map((note) => prose(safe(note))).join('; ')}`] : []),
    ...cookies(report),
  ]
  const fold = foldOf(report.judged)
  const told = report.judged.filter(fold.isTold).length
  const sections = report.judged.filter((one) => !fold.isTold(one) && (one.subject.kind !== 'cookie' || one.findings.some((finding) => !fold.isEcho(finding)) || one.subject.cookie?.compare !== undefined) && !isPlain(one)).map((judged) => section(judged, report.now, fold))
  const last = [told > 0 ? toldWords(told) : '', leftToPeople(report), closing(report)].filter(Boolean).join('\n\n')
  let room = limit - last.length - 100 - blocks.join('\n\n').length
  let shown = 0
  for (const text of sections) {
    room -= text.length + 2
    if (room < 0) break
    shown++
  }
  const left = sections.length - shown
  return `${[...blocks, ...sections.slice(0, shown), ...(left > 0 ? [`${count(left, 'more subject')} left out here.`] : []), last].filter(Boolean).join('\n\n')}\n`
}

function cookies({ judged, now }: Report): readonly string[] {
  const all = judged.flatMap(({ subject }) => subject.cookie ?? [])
  if (all.length === 0) return []
  const names = Object.keys(cookieHeadings) as readonly (keyof typeof cookieHeadings)[]
  const cellsOf = (cells: CookieCells) => names.map((name) => (name === 'cookie' ? cell(code(cells[name])) : cell(prose(cells[name]))))
  const remarks = [...new Set(all.flatMap(cookieRemarks))].slice(0, 100)
  return [
    table(names.map((name) => cookieHeadings[name]), cookieRows(all, now).slice(0, 100).map(cellsOf)),
    ...(remarks.length > 0 ? [remarks.map((remark) => `- ${prose(remark)}`).join('\n')] : []),
  ]
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(headings), row(headings.map(() => '---')), ...rows.map(row)].join('\n')
}

function section(judged: Judged, now: number, fold: Fold): string {
  const { subject, findings } = judged
  const heading = `#### ${subject.kind === 'cookie' ? `Cookie ${code(title(subject).slice('Cookie '.length))}` : prose(title(subject))}: ${prose(subtitle(subject))}, ${code(origin(subject))}`
  const answers = subject.kind === 'jwt' ? axes(judged).map(({ name, status, words }) => `- ${name}: **${prose(status)}**${words === '' ? '' : `, ${prose(words)}`}`) : []
  return [heading, answers.join('\n'), decoded(judged, now), readings(judged, now), flow(judged, now), findings.filter((finding) => !fold.isEcho(finding)).map((finding) => item(finding, fold.echoes(finding))).join('\n')].filter(Boolean).join('\n\n')
}

/** Header and claims, folded away. */
function decoded({ subject }: Judged, now: number): string {
  const rows = parts(subject, now).flatMap(({ heading, rows: members, instead }) => [
    ...(instead === undefined ? [] : [`- ${prose(heading)}: ${prose(instead)}`]),
    ...members.map(({ name, value, note }) => `- ${heading === '' ? '' : `${prose(heading)} `}${code(name)}: ${code(value)}${note === '' ? '' : ` ${prose(note)}`}`),
  ])
  return rows.length === 0 ? '' : ['<details><summary>Decoded</summary>', rows.join('\n'), '</details>'].join('\n\n')
}

/** How browsers and other programs read a cookie, when that was asked for. */
function readings({ subject }: Judged, now: number): string {
  const { cookie } = subject
  const found = cookie && readingsTable(cookie, now)
  if (!found) return ''
  const cells = (row: ReadingCells) => found.columns.map((column) => cell(column === 'name' ? code(row[column]) : prose(row[column])))
  return `As others read it (value in octets):\n\n${table(found.columns.map((column) => readingHeadings[column]), found.rows.map(cells))}`
}

/** The exchanges, what the browser keeps, and the checklist, folded away. */
function flow({ subject }: Judged, now: number): string {
  const detail = subject.flow
  if (!detail) return ''
  const missing = eventsMissing(detail)
  const told = [...detail.design.evidence.map((text) => `design: ${safe(text)}`), ...eventWords(detail), ...(missing === undefined ? [] : [missing])]
  const { rows } = flowPicture(detail)
  const shown = rows.slice(0, 60)
  const exchanges = shown.map(({ exchange, request, status, events, lines }) => [exchange, request, status, events, lines.map(({ text }) => text).join('; ')].map((text) => cell(prose(text))))
  const folded = (heading: string, text: string) => (text === '' ? '' : `<details><summary>${heading}</summary>\n\n${text}\n\n</details>`)
  const left = rows.length - shown.length
  return [
    told.map((text) => `- ${prose(text)}`).join('\n'),
    folded(count(detail.exchanges, 'exchange'), [table(['exchange', 'request', 'status', 'event', 'credentials'], exchanges), ...(left > 0 ? [`${count(left, 'more line')} left out here.`] : [])].join('\n\n')),
    folded('Kept by the browser at the end', detail.jar.map((cookie) => jarLine(cookie, now)).map(({ name, value }) => `- ${code(name)}: ${prose(value)}`).join('\n')),
    folded('Good practice', (detail.practices ?? []).toSorted((a, b) => practiceStatuses.indexOf(a.status) - practiceStatuses.indexOf(b.status)).map(({ status, practice, why }) => `- **${status.replace('-', ' ')}**: ${prose(safe(practice))} (${prose(safe(why))})`).join('\n')),
  ].filter(Boolean).join('\n\n')
}

const words: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }

function item({ severity, rule, location, message, evidence, fix, references }: Finding, echoes: string): string {
  const where = location.pointer === undefined ? place(location) : safe(location.pointer)
  return [
    `- **${words[severity]}** ${code(rule)} at ${code(where)}: ${prose(safe(message))}`,
    `  ${code(safe(evidence))}`,
    ...(echoes === '' ? [] : [`  ${prose(echoes)}`]),
    `  **Fix**: ${linesOf(fix).map(instruction).join('  \n  ')}`,
    ...(references.length > 0 ? [`  ${references.map(link).join(', ')}`] : []),
  ].join('  \n')
}

/** A header to be copied stays in one piece. */
function instruction(line: string): string {
  const at = line.indexOf('Set-Cookie: ')
  return at === -1 ? prose(line) : [prose(line.slice(0, at).trimEnd()), code(line.slice(at))].filter(Boolean).join(' ')
}

const link = (reference: string): string => {
  const url = referenceUrl(reference)
  return url === undefined ? prose(safe(reference)) : `[${reference}](${url})`
}

/** Folded away: it is long, and the same in every run. */
const leftToPeople = ({ manual = [] }: Report): string =>
  manual.length === 0
    ? ''
    : `<details><summary>${manualHeading(manual)}</summary>\n\n${manual.map(({ requirement, title, reason }) => `- **manual** ${requirement}: ${prose(title)}. ${prose(reason)}`).join('\n')}\n\n</details>`

const closing = ({ summary, fired, unverified }: Report): string => {
  const rule = worstRule({ fired })
  return [
    summary.suppressed > 0 ? `${count(summary.suppressed, 'known finding')} left out (suppressed).` : '',
    unverified > 0 ? unverifiedWords(unverified) : '',
    rule === undefined ? '' : `${code(`authlint explain ${rule}`)} says more.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/**
 * Text among Markdown. Plain words stay; everything else goes into code, where no host reads mentions, references,
 * links, HTML or emphasis out of it.
 */
function prose(text: string): string {
  const runs: { plain: boolean; words: string[] }[] = []
  for (const word of text.split(' ')) {
    const plain = plainWord.test(word)
    const last = runs.at(-1)
    if (last?.plain === plain) last.words.push(word)
    else runs.push({ plain, words: [word] })
  }
  return runs.map((run) => (run.plain ? run.words.join(' ') : codeWithMarks(run.words.join(' ')))).join(' ')
}

/** Letters with inner hyphens or apostrophes, or a short number; brackets before and marks behind. */
const plainWord = /^[("]*(?:\p{L}+(?:['-]\p{L}+)*|\d{1,5})[).,;:!?"]*$/u

/** Brackets and quotes around, and a full stop or comma behind, belong to the sentence; of `"sub":"42"` the quotes are a part. */
function codeWithMarks(text: string): string {
  const quoted = parted(text, '("', ').,;:"')
  const [before, inner, behind] = quoted[1].includes('"') ? parted(text, '(', ').,;:') : quoted
  return before + code(inner) + behind
}

function parted(text: string, opening: string, closing: string): [before: string, inner: string, behind: string] {
  let start = 0
  while (start < text.length && opening.includes(text.charAt(start))) start++
  let end = text.length
  while (end > start && closing.includes(text.charAt(end - 1))) end--
  return [text.slice(0, start), text.slice(start, end), text.slice(end)]
}

/** A code span, fenced with more backticks than stand in it in a row. */
function code(text: string): string {
  if (text.trim() === '') return ''
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

/** In a table a bar ends the cell, and no escape for it is safe behind a backslash. */
const cell = (markup: string): string => markup.replaceAll('|', '\\u{7c}')
