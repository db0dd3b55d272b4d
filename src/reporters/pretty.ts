import type { Finding } from '../core/finding.ts'
import type { JsonObject } from '../core/json.ts'
import { timeline, type Timeline } from '../core/lifetime.ts'
import type { Judged, Report, ReportContext, Reporter, Terminal } from '../core/report.ts'
import { clipped, count, list } from '../core/text.ts'
import { formatDuration } from '../core/time.ts'
import type { FlowDetail, FlowPractice } from '../core/view.ts'
import { cookieTable, readingTable } from './cookie-table.ts'
import { axes, cookieRemarks, isPlain, isShownWhole, linesOf, manualHeading, nameOf, origin, parts, place, plainWords, readingsTable, safe, subtitle, title, unverifiedWords, verdict, worstRule, type Part, type Row } from './describe.ts'
import { evidenceLines } from './evidence.ts'
import { eventsMissing, eventWords, flowPicture, jarLine, practiceHeadings, practiceStatuses, practiceTones, type LaneMark } from './flow-picture.ts'
import { foldOf, toldWords, type Fold } from './fold.ts'
import { joinUpTo, padEnd, width, wrap } from './layout.ts'
import { paintFor, type Paint } from './paint.ts'

/** For people at a terminal: the decoded thing, what was found on it worst first, the verdict last. */
export const reporter: Reporter = {
  // Cookies share a table, so they are taken in many at a time; a run of any length still needs little memory.
  batch: 200,
  judged: (judged, context, terminal) => new Page(context, terminal).subjects(judged, []),
  end: (report, terminal) => {
    const page = new Page(report, terminal)
    return page.subjects(report.judged, report.notes) + page.closing(report)
  },
}

/** Notes on the same input, which each begins with, on one line. */
function byInput(notes: readonly string[]): readonly string[] {
  const lines: string[] = []
  let input = ''
  for (const note of notes) {
    if (input !== '' && note.startsWith(input)) lines[lines.length - 1] += `; ${note.slice(input.length)}`
    else {
      lines.push(note)
      input = /^[^]{0,1000}?: /.exec(note)?.[0] ?? ''
    }
  }
  return lines
}

/** Wider lines of prose are hard to read. */
const widestPage = 110
const margin = '  '
/** Below this a third column has no room for words. */
const narrow = 48
/** Names and values longer than these do not set the width of their column. */
const longestName = 18
const longestValue = 32
/** Where the text of a finding starts, after its severity. */
const findingIndent = ' '.repeat(9)

/** How the life of a credential is drawn. */
const laneMarks: Readonly<Record<LaneMark, string>> = { before: ' ', appears: '●', alive: '│', sent: '┿', ends: '✕', 'sent after its end': '!', over: ' ' }
const plainLaneMarks: Readonly<Record<LaneMark, string>> = { before: ' ', appears: 'o', alive: '|', sent: '+', ends: 'x', 'sent after its end': '!', over: ' ' }

class Page {
  readonly #now: number
  readonly #columns: number
  readonly #unicode: boolean
  readonly #paint: Paint

  constructor({ now }: ReportContext, terminal: Terminal) {
    this.#now = now
    this.#columns = Math.min(widestPage, terminal.columns)
    this.#unicode = terminal.unicode
    this.#paint = paintFor(terminal)
  }

  subjects(judged: readonly Judged[], notes: readonly string[]): string {
    const cookies = judged.filter(({ subject }) => subject.kind === 'cookie')
    const fold = foldOf(judged)
    const others = judged.filter((one) => one.subject.kind !== 'cookie' && !isPlain(one) && !fold.isTold(one))
    const told = judged.filter(fold.isTold).length
    const plain = judged.filter(isPlain).length
    const blocks = [
      ...(notes.length > 0 || cookies.length > 0 ? [this.#heading(cookies.length, notes)] : []),
      ...(cookies.length > 0 ? [this.#cookies(cookies)] : []),
      ...cookies.flatMap((one) => [...this.#readings(one), ...this.#findings(one, fold)]),
      ...others.flatMap((one) => [this.#subject(one), ...this.#findings(one, fold)]),
      ...(told > 0 ? [this.#wrapped(toldWords(told)).map(this.#paint.faint)] : []),
      ...(plain > 0 ? [this.#wrapped(plainWords(plain)).map(this.#paint.faint)] : []),
    ]
    return blocks.map((lines) => `\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}`).join('')
  }

  closing({ summary, fired, unverified, problems, manual = [], ok }: Report): string {
    const { tone, strong, faint, severity } = this.#paint
    const lines = problems.flatMap(({ message, hint }) => [
      ...this.#wrapped(safe(message), 'error  ', severity.error),
      ...(hint === undefined ? [] : this.#wrapped(safe(hint), '       ')),
    ])
    const remarks = [
      summary.suppressed > 0 ? `${count(summary.suppressed, 'known finding')} left out (suppressed).` : '',
      unverified > 0 ? unverifiedWords(unverified) : '',
    ].filter(Boolean)
    const rule = worstRule({ fired })
    const more = rule === undefined ? '' : ` authlint explain ${rule} says more.`
    const words = verdict({ ok, summary, problems })
    const brush = (line: string) => (ok ? (summary.warn + summary.error > 0 ? strong(line) : tone.good(line)) : strong(tone.bad(line)))
    return [
      ...(manual.length > 0 ? ['', ...this.#wrapped(`${manualHeading(manual)} ${manual.map(({ requirement }) => requirement).join(', ').replaceAll(', ASVS ', ', ')}. The formats json, markdown and html say what each is about.`, 'manual  ', faint)] : []),
      ...(lines.length > 0 ? ['', ...lines] : []),
      '',
      ...remarks.flatMap((remark) => this.#wrapped(remark).map(faint)),
      ...this.#wrapped(words + more).map((line, i) => (i === 0 && line.includes(words) ? line.replace(words, brush(words)) : line)),
    ]
      .map((line) => `${line}\n`)
      .join('')
  }

  #heading(cookies: number, notes: readonly string[]): readonly string[] {
    const said = byInput(notes).map(safe)
    const [first, ...more] = said
    const counted = cookies === 0 || said.some((line) => /\d cookies?\b/.test(line)) ? undefined : count(cookies, 'cookie')
    const lines = [[counted, first].filter(Boolean).join(', '), ...more].flatMap((line) => this.#wrapped(line))
    return cookies === 0 ? lines.map(this.#paint.faint) : lines
  }

  #cookies(judged: readonly Judged[]): readonly string[] {
    const cookies = judged.flatMap(({ subject }) => subject.cookie ?? [])
    const remarks = [...new Set(cookies.flatMap(cookieRemarks))]
    const unsaid = [...new Set(cookies.flatMap(({ browser }) => browser.note ?? []))]
    return [
      ...cookieTable(cookies, this.#now, this.#columns - margin.length, this.#paint)
        .split('\n')
        .map((line) => margin + line),
      ...(remarks.length > 0 ? [''] : []),
      ...remarks.flatMap((remark) => this.#wrapped(remark)),
      ...(unsaid.length > 0 ? [''] : []),
      ...unsaid.flatMap((note) => this.#wrapped(safe(note)).map(this.#paint.faint)),
    ]
  }

  #subject(judged: Judged): readonly string[] {
    const { subject } = judged
    const { jwt } = subject
    return [
      ...this.#title(judged),
      ...axes(judged).flatMap(({ name, status, tone, words, hints }) => [
        ...this.#axis(name, status, this.#paint.tone[tone], words),
        ...hints.flatMap((hint) => this.#axis('', '', (text) => text, hint)),
      ]),
      ...(jwt?.undone?.length ? this.#axis('undone', safe(list(jwt.undone)), (text) => text, '') : []),
      ...parts(subject, this.#now).flatMap((part) => this.#part(part)),
      ...(jwt?.claims ? this.#lifetime(jwt.claims) : []),
      ...this.#flow(subject.flow),
    ]
  }

  #flow(flow: FlowDetail | undefined): readonly string[] {
    if (!flow) return []
    const { faint, tone } = this.#paint
    const missing = eventsMissing(flow)
    return [
      ...flow.design.evidence.flatMap((text, i) => this.#axis(i === 0 ? 'design' : '', safe(text), (same) => same, '')),
      ...[...eventWords(flow), ...(missing === undefined ? [] : [missing])].flatMap((text, i) => this.#axis(i === 0 ? 'events' : '', text, (same) => same, '')),
      '',
      ...this.#picture(flow),
      ...(flow.jar.length > 0 ? ['', `${margin}${faint('kept by the browser at the end')}`] : []),
      ...flow.jar.map((cookie) => jarLine(cookie, this.#now)).flatMap(({ name, value }) => this.#row({ name, value, note: '' }, longestName, longestValue)),
      ...practiceStatuses.flatMap((status) => {
        const asked = (flow.practices ?? []).filter((practice) => practice.status === status)
        if (asked.length === 0) return []
        const heading = `${practiceHeadings[status]} (${asked.length})`
        return ['', `${margin}${tone[practiceTones[status]](heading)}`, ...asked.flatMap((practice) => this.#practice(practice))]
      }),
    ]
  }

  /** Of what cannot be seen the reason is mostly the same. */
  #practice({ practice, status, why }: FlowPractice): readonly string[] {
    const lines = wrap(status === 'not-visible' ? safe(practice) : `${safe(practice)} (${safe(why)})`, this.#columns - 8)
    return lines.map((line, i) => (i === 0 ? `    ${line}` : `      ${line}`))
  }

  /** Exchange by exchange, the lanes of the credentials on the left. */
  #picture(flow: FlowDetail): readonly string[] {
    const { faint, strong, tone } = this.#paint
    const { lanes, rows } = flowPicture(flow)
    const letters = lanes.map((_, i) => String.fromCharCode(65 + i))
    const marks = this.#unicode ? laneMarks : plainLaneMarks
    const numbers = Math.max(0, ...rows.map(({ exchange }) => width(exchange)))
    const gutter = margin + ' '.repeat(numbers + 2)
    const between = (row: readonly LaneMark[]) => row.map((mark) => marks[mark === 'appears' || mark === 'alive' || mark === 'sent' ? 'alive' : 'before']).join(' ')
    const room = Math.max(30, this.#columns - gutter.length - 2 * lanes.length - 2)
    return [
      ...lanes.flatMap((label, i) => wrap(safe(label), room, { anywhere: true }).map((line, j) => gutter + faint(`${j === 0 ? letters[i] : ' '} ${line}`))),
      ...(lanes.length > 0 ? [`${gutter}${faint(letters.join(' '))}`] : []),
      ...rows.flatMap(({ exchange, request, status, events, lines, marks: own }) => {
        const drawn = own.map((mark) => (mark === 'sent after its end' ? tone.bad(marks[mark]) : marks[mark])).join(' ')
        const lane = lanes.length > 0 ? '  ' : ''
        const head = wrap([request, status, events].filter(Boolean).join('  '), room, { anywhere: true })
        return [
          ...head.map((line, i) => `${i === 0 ? margin + faint(padEnd(exchange, numbers)) + '  ' : gutter}${i === 0 ? drawn : between(own)}${lane}${i === head.length - 1 && events !== '' && line.endsWith(events) ? line.slice(0, -events.length) + strong(events) : line}`),
          ...lines.flatMap((line) => wrap(line.text, room - 4, { anywhere: true }).map((text, i) => `${gutter}${between(own)}${lane}${i === 0 ? '' : '  '}  ${line.tone === 'plain' ? faint(text) : tone[line.tone](text)}`)),
        ]
      }),
    ]
  }

  #title({ subject }: Judged): readonly string[] {
    const { strong, faint } = this.#paint
    const name = title(subject)
    const what = subtitle(subject)
    const where = origin(subject)
    const left = width(`${margin}${name}  ${what}`)
    const space = this.#columns - left - width(where)
    if (space >= 2) return [`${margin}${strong(name)}  ${what}${' '.repeat(space)}${faint(where)}`]
    return [
      ...this.#wrapped(`${name}  ${what}`).map((text, i) => (i === 0 && text.startsWith(margin + name) ? margin + strong(name) + text.slice(margin.length + name.length) : text)),
      ...this.#wrapped(where).map(faint),
    ]
  }

  #axis(name: string, status: string, brush: (text: string) => string, words: string): readonly string[] {
    const label = margin + this.#paint.faint(padEnd(name, 9)) + margin
    const indent = ' '.repeat(13)
    if (words === '') return wrap(status, this.#columns - indent.length).map((line, i) => (i === 0 ? label : indent) + brush(line))
    const statusWidth = 11
    if (this.#columns < narrow) return [...(name === '' ? [] : [label + brush(status)]), ...wrap(words, this.#columns - 4).map((line) => `    ${line}`)]
    return wrap(words, this.#columns - indent.length - statusWidth - 2).map((line, i) =>
      i === 0 ? `${label}${brush(padEnd(status, statusWidth))}  ${line}` : `${indent}${' '.repeat(statusWidth)}  ${line}`,
    )
  }

  #part({ heading, rows, instead }: Part): readonly string[] {
    const { faint } = this.#paint
    const widest = (texts: readonly string[], limit: number) => texts.map(width).reduce((most, columns) => (columns > limit ? most : Math.max(most, columns)), 0)
    const names = widest(rows.map(({ name }) => name), Math.min(longestName, Math.floor(this.#columns / 3)))
    const values = widest(rows.map(({ value }) => value), longestValue)
    return [
      '',
      ...(heading === '' ? [] : [`${margin}${faint(heading)}${instead === undefined ? '' : `  ${instead}`}`]),
      ...rows.flatMap((row) => this.#row(row, names, values)),
    ]
  }

  /** Name, value and meaning in three columns; where the screen is too narrow for that, below each other. */
  #row({ name, value, note }: Row, names: number, values: number): readonly string[] {
    const { strong, faint } = this.#paint
    const indent = ' '.repeat(4 + names + 2)
    const room = Math.max(12, this.#columns - indent.length)
    const first = width(name) <= names
    const label = `    ${strong(padEnd(name, names))}  `
    const lines = wrap(value, room)
    const last = lines.at(-1) ?? ''
    const at = Math.max(values, width(last))
    const fits = note !== '' && at + 3 + width(note) <= room
    const body = [
      ...lines.slice(0, -1),
      fits ? `${padEnd(last, values)}   ${faint(note)}` : last,
      ...(note === '' || fits ? [] : wrap(note, room).map(faint)),
    ]
    if (!first) return [...wrap(name, this.#columns - 4, { anywhere: true }).map((line) => `    ${strong(line)}`), ...body.map((line) => indent + line)]
    return body.map((line, i) => (i === 0 ? label : indent) + line)
  }

  #lifetime(claims: JsonObject): readonly string[] {
    const life = timeline(claims, this.#now)
    if (!life) return []
    const words = `${formatDuration(life.end - life.start)}${life.nbf === undefined ? '' : `, ${this.#unicode ? '┆' : ':'} is nbf`}`
    const outside = life.now < 0 || life.now > 1 ? 6 : 0
    const cells = Math.max(8, Math.min(40, this.#columns - 4 - 12 - 3 - width(words) - outside))
    return ['', ...wrap(`    ${bar(life, cells, this.#unicode)}   ${words}`, this.#columns)]
  }

  /** How browsers and other programs read a cookie, when that was asked for. */
  #readings({ subject }: Judged): readonly (readonly string[])[] {
    const { cookie } = subject
    const table = cookie && readingsTable(cookie, this.#now)
    return table ? [[...this.#wrapped(`${nameOf(cookie)}, as others read it (value in octets)`), ...readingTable(table, this.#columns - margin.length, this.#paint).map((line) => margin + line)]] : []
  }

  /** What mends several findings is said once, and so is what comes with every response. */
  #findings(judged: Judged, fold: Fold): readonly (readonly string[])[] {
    const said = new Set<string>()
    return judged.findings.filter((finding) => !fold.isEcho(finding)).map((finding) => {
      const fresh = linesOf(finding.fix).filter((line) => !said.has(line))
      for (const line of fresh) said.add(line)
      return this.#finding(finding, judged, fresh.length > 0 ? fresh : ['as above.'], fold.echoes(finding))
    })
  }

  #finding(finding: Finding, { subject }: Judged, fix: readonly string[], echoes: string): readonly string[] {
    const { severity, rule, confidence, location, message, evidence, references } = finding
    const { severity: severities, strong, faint, reference } = this.#paint
    const room = Math.max(20, this.#columns - findingIndent.length)
    const { cookie } = subject
    const spot = cookie ? nameOf(cookie) : safe(location.pointer ?? '')
    const where = location.input === subject.source.input && location.input.startsWith('argument') ? '' : place(location)
    const details = [rule, clipped(spot, 60), where, confidence === 'tentative' ? '(a guess)' : ''].filter(Boolean)
    const head = joinUpTo(details.flatMap((item) => (width(item) > room ? wrap(item, room) : [item])), room, '  ').map((items) => items.map((item) => (item === rule ? strong(item) : item === where ? faint(item) : item)).join('  '))
    const indented = (text: string) => wrap(text, room).map((line) => findingIndent + line)
    return [
      ...head.map((line, i) => (i === 0 ? `${margin}${severities[severity](padEnd(severity, 5))}  ` : findingIndent) + line),
      ...indented(safe(message)),
      ...(isShownWhole(finding, subject) ? [] : evidenceLines(safe(evidence), location.pointer, room).map((line, i) => findingIndent + (i === 1 && /^ +\^+$/.test(line) ? severities[severity](line) : faint(line)))),
      ...(echoes === '' ? [] : indented(echoes)),
      ...fix.flatMap((line, i) => indented(i === 0 ? `Fix: ${line}` : line)).map((line, i) => (i > 0 ? line : line.replace(' Fix:', ` ${strong('Fix:')}`))),
      ...joinUpTo(shortened(references.map(safe)), room - 1, ', ').map((items, i, all) => findingIndent + items.map(reference).join(', ') + (i < all.length - 1 ? ',' : '')),
    ]
  }

  #wrapped(text: string, label = '', brush: (label: string) => string = (l) => l): readonly string[] {
    return wrap(text, this.#columns - margin.length - label.length).map((line, i) => margin + (i === 0 ? brush(label) : ' '.repeat(label.length)) + line)
  }
}

/** A long list only buries the first ones; `authlint explain` has them all. */
function shortened(references: readonly string[]): readonly string[] {
  if (references.length <= 5) return references
  // Requirements stay: who works through ASVS looks for their numbers.
  const asvs = references.filter((reference) => reference.startsWith('ASVS'))
  const kept = new Set([...asvs, ...references.filter((reference) => !asvs.includes(reference))].slice(0, Math.max(4, asvs.length)))
  return [...references.filter((reference) => kept.has(reference)), ...(kept.size < references.length ? [`${references.length - kept.size} more`] : [])]
}

/** `iat |=====o--------| exp`: how much of the life has passed, and whether now is inside it at all. */
function bar({ from, now, nbf }: Timeline, cells: number, unicode: boolean): string {
  const [open, passed, here, ahead, close, start] = unicode ? ['├', '━', '●', '─', '┤', '┆'] : ['|', '=', 'o', '-', '|', ':']
  const cell = (place: number) => Math.max(0, Math.min(cells - 1, Math.floor(place * cells)))
  const inside = now >= 0 && now <= 1
  const line = [...Array(cells).keys()].map((i) => (i < now * cells ? passed : ahead))
  if (nbf !== undefined) line[cell(nbf)] = start
  if (inside) line[cell(now)] = here
  return `${now < 0 ? `now ${here} ` : ''}${from} ${open}${line.join('')}${close} exp${now > 1 ? ` ${here} now` : ''}`
}
