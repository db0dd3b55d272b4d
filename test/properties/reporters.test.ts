// Reports of anything at all: whatever text stands in them, each is read back by a parser of its format, with the same things in it,
// and nothing in it moves a cursor, forges a line or loads anything.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type AnySchemaObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import fc from 'fast-check'
import { marked, type Token } from 'marked'
import { parse, type DefaultTreeAdapterMap } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Judged, Report } from '../../src/core/report.ts'
import { visible } from '../../src/core/text.ts'
import { ownColours, raw } from '../../src/dev/fuzz/promises.ts'
import { jobSummary } from '../../src/reporters/github.ts'
import { formats } from '../../src/reporters/index.ts'
import { corpusPath } from '../corpus.ts'
import { render, stream } from '../reporters/render.ts'
import { judged as sample, plain, reportOf } from '../reporters/sample.ts'
import { hostileText, runs } from '../arbitraries.ts'

// The package is CommonJS: its default export is a member of what an import gives.
const addFormats = addFormatsModule.default

/** Its declarations are no TypeScript of today. */
const { SaxesParser } = createRequire(import.meta.url)('saxes') as { readonly SaxesParser: new () => XmlParser }
interface XmlParser {
  on(event: 'error', heard: (error: Error) => void): void
  on(event: 'opentag', heard: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }) => void): void
  write(text: string): XmlParser
  close(): void
}

/** What only we write, from lists of our own: names of things, verdicts, and times. Everything else may be anything. */
const ours = new Set(['id', 'subject', 'kind', 'rule', 'severity', 'confidence', 'status', 'outcome', 'did', 'expires', 'references', 'sameSite', 'form', 'half', 'serialization', 'typeConfidence', 'roleConfidence', 'until', 'reasons', 'thumbprint', 'undone', 'failed', 'rules', 'events', 'browser', 'role', 'type', 'place', 'reader'])

/** Never empty. */
const said = new Set(['message', 'evidence', 'fix', 'reason', 'input'])

/** The sample with other texts in the places that are not ours. */
function withTexts<T>(value: T, next: () => string, key = ''): T {
  // Names of designs and events are from lists of ours, those of cookies are not.
  if (typeof value === 'string') return (ours.has(key) || key === 'design name' || key === 'events name' ? value : said.has(key) ? next() || 'x' : next()) as T
  if (Array.isArray(value)) return value.map((item: unknown) => withTexts(item, next, key)) as T
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  // Members of a token have any name, those of our own data have ours.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [['claims', 'header'].includes(key) && Math.abs(next().length % 3) === 0 ? next() : name, withTexts(member, next, name === 'name' ? `${key} name` : name)])) as T
}

/** Little to look at where a property fails: texts, and which of the sample they were written into. */
interface Recipe {
  readonly texts: readonly string[]
  readonly subjects: readonly number[]
  readonly notes: readonly string[]
  readonly problems: number
  readonly line: number
}

const recipe: fc.Arbitrary<Recipe> = fc.record({
  texts: fc.array(hostileText, { minLength: 1, maxLength: 20 }),
  subjects: fc.subarray([...sample.keys()], { minLength: 1 }),
  notes: fc.array(hostileText, { maxLength: 2 }),
  problems: fc.nat(2),
  line: fc.integer({ min: 1, max: 1e6 }),
})

function reportFrom({ texts, subjects, notes, problems, line }: Recipe): Report {
  let count = 0
  const next = () => texts[count++ % texts.length] ?? ''
  const judged = subjects.map((i): Judged => {
    const { subject, findings, suppressed } = withTexts(sample[i] ?? expect.unreachable(), next)
    const located = (finding: Finding) => ({ ...finding, location: { ...finding.location, line, endLine: line + (count % 2) } })
    return { subject, findings: findings.map(located), suppressed: suppressed.map((finding) => ({ ...finding, ...located(finding) })) }
  })
  return reportOf(judged, { notes, problems: Array.from({ length: problems }, () => ({ code: 'INPUT_UNRECOGNISED', message: next(), hint: next() })) })
}

const findingsOf = ({ judged }: Report): readonly Finding[] => judged.flatMap(({ findings }) => findings)
const check = (some: number, property: (report: Report) => Promise<void> | void) => fc.assert(fc.asyncProperty(recipe, async (made) => property(reportFrom(made))), runs(some))

/** The first raw character with what stands around it. */
const rawIn = (text: string): string | undefined => {
  const at = raw.exec(text)?.index
  return at === undefined ? undefined : JSON.stringify(text.slice(Math.max(0, at - 60), at + 20))
}

/** What a reader of a format sees of a message: line feeds and controls are written out. */
const shown = (text: string): string => visible(text, Infinity)

describe.each(formats)('%s', (format) => {
  it('lets nothing out raw, with colours or without, and says the same when it streams', async () => {
    await check(25, async (report) => {
      const text = await render(format, report)
      expect(rawIn(text)).toBeUndefined()
      expect(await stream(format, report)).toBe(text)
      expect(await render(format, report)).toBe(text)
      const coloured = await render(format, report, { color: true, columns: 60, unicode: true, hyperlinks: true })
      expect(rawIn(coloured.replace(ownColours, ''))).toBeUndefined()
      expect(rawIn(await render(format, report, { ...plain, columns: 20, unicode: false }))).toBeUndefined()
    })
  })
})

describe('JSON', () => {
  const schema = JSON.parse(readFileSync(new URL('../../src/reporters/report.schema.json', import.meta.url), 'utf8')) as AnySchemaObject
  const ajv = new Ajv2020({ strict: false })
  addFormats(ajv)
  const validate = ajv.compile(schema)

  it('is read back letter by letter, and is what its schema says', async () => {
    await check(25, async (report) => {
      const read = JSON.parse(await render('json', report)) as { readonly findings: readonly Finding[]; readonly notes: readonly string[]; readonly problems: readonly { readonly message: string }[] }
      expect(validate(read), JSON.stringify(validate.errors?.[0])).toBe(true)
      expect(read.findings.map(({ message, evidence, fix }) => [message, evidence, fix])).toEqual(findingsOf(report).map(({ message, evidence, fix }) => [message, evidence, fix]))
      expect(read.notes).toEqual(report.notes)
      expect(read.problems.map(({ message }) => message)).toEqual(report.problems.map(({ message }) => message))
    })
  })

  it('comes as one line a subject, and one for the sum', async () => {
    await check(25, async (report) => {
      const lines = (await render('ndjson', report)).split('\n').slice(0, -1).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      expect(lines).toHaveLength(report.judged.length + 1)
      expect(lines.at(-1)).toMatchObject({ summary: report.summary })
    })
  })
})

describe('SARIF and GitLab', () => {
  const path = corpusPath('schemas/sarif-schema-2.1.0.json')
  // Draft 4 of the OASIS file differs from draft 7 only in the name of its id.
  const { $schema: _draft, id: _id, $id: _newId, ...schema } = path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as AnySchemaObject)
  const ajv = new Ajv({ strict: false })
  addFormats(ajv)
  const validate = path === undefined ? undefined : ajv.compile(schema)

  it('are read back with every finding, a place that is no path upwards, and no link', async () => {
    await check(25, async (report) => {
      const sarif = JSON.parse(await render('sarif', report)) as { readonly runs: readonly [{ readonly results: readonly { readonly message: { readonly text: string }; readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }] }[] }] }
      if (validate) expect(validate(sarif), JSON.stringify(validate.errors?.[0])).toBe(true)
      const { results } = sarif.runs[0]
      expect(results).toHaveLength(findingsOf(report).length + report.judged.flatMap(({ suppressed }) => suppressed).length)
      for (const { message, locations } of results) {
        expect(message.text).not.toMatch(/(?<!\\)\[[^\]\\]*\]\(/)
        const { uri } = locations[0].physicalLocation.artifactLocation
        expect(new URL(uri, 'file:///repository/').href.startsWith('file:///repository/'), uri).toBe(true)
        expect(uri.split('/')).not.toContain('..')
      }
      const gitlab = JSON.parse(await render('gitlab', report)) as readonly { readonly fingerprint: string; readonly location: { readonly path: string } }[]
      expect(gitlab).toHaveLength(findingsOf(report).length + report.problems.length)
      expect(new Set(gitlab.map(({ fingerprint }) => fingerprint)).size).toBe(gitlab.length)
      for (const { location } of gitlab) expect(location.path.split(/[\\/]/)).not.toContain('..')
    })
  })
})

describe('JUnit', () => {
  it('is well-formed XML with every message in it', async () => {
    await check(25, async (report) => {
      const messages: string[] = []
      let cases = 0
      const parser = new SaxesParser()
      parser.on('error', (error) => {
        throw error
      })
      parser.on('opentag', ({ name, attributes }) => {
        if (name === 'testcase') cases++
        if (name === 'failure' || name === 'error') messages.push(attributes['message'] ?? '')
      })
      parser.write(await render('junit', report)).close()
      expect(cases).toBeGreaterThan(0)
      for (const { message } of report.problems) expect(messages).toContain(shown(message))
    })
  })
})

describe('HTML', () => {
  type Element = DefaultTreeAdapterMap['element']
  const elementsIn = (node: DefaultTreeAdapterMap['node']): readonly Element[] => ('childNodes' in node ? node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : [])) : [])
  const textOf = (node: DefaultTreeAdapterMap['node']): string => ('value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '')
  const comments = (node: DefaultTreeAdapterMap['node']): number => (node.nodeName === '#comment' ? 1 : 'childNodes' in node ? node.childNodes.reduce((sum, child) => sum + comments(child), 0) : 0)

  it('holds only our own elements and attributes, links where we link, and every message as text', async () => {
    const benign = elementsIn(parse(await render('html', reportOf(sample, { notes: ['a'], problems: [{ code: 'X', message: 'm', hint: 'h' }] }))))
    const named = (elements: readonly Element[]) => new Set(elements.flatMap(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => `${tagName} ${name}`)]))
    const allowed = named(benign)
    await check(25, async (report) => {
      const errors: string[] = []
      const document = parse(await render('html', report), { onParseError: ({ code, startLine, startCol }) => errors.push(`${code} in line ${startLine}, column ${startCol}`) })
      expect(errors).toEqual([])
      const elements = elementsIn(document)
      expect([...named(elements)].filter((name) => !allowed.has(name))).toEqual([])
      expect(comments(document)).toBe(0)
      const ids = new Set(elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => `#${value}`)))
      for (const { value } of elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'href'))) expect(ids.has(value) || /^https:\/\/(?:www\.rfc-editor\.org|cwe\.mitre\.org|github\.com\/OWASP|datatracker\.ietf\.org)\//.test(value), value).toBe(true)
      const text = textOf(document)
      // A parser of HTML reads U+0000 and the like as it likes, but none of these come out.
      for (const { message } of findingsOf(report)) expect(text).toContain(shown(message))
    })
  })
})

describe('Markdown', () => {
  const all = (tokens: readonly Token[]): readonly Token[] =>
    tokens.flatMap((token) => {
      const inner = [...('tokens' in token && token.tokens ? token.tokens : []), ...(token.type === 'list' ? (token['items'] as readonly Token[]) : [])]
      const cells = token.type === 'table' ? [...(token['header'] as readonly { readonly tokens: Token[] }[]), ...(token['rows'] as readonly (readonly { readonly tokens: Token[] }[])[]).flat()].flatMap((cell) => cell.tokens) : []
      return [token, ...all([...inner, ...cells])]
    })

  it.each([
    ['a comment', (report: Report) => render('markdown', report)],
    ['a job summary', async (report: Report) => jobSummary(report)],
  ] as const)('has no markup but ours: %s', async (_, written) => {
    await check(25, async (report) => {
      const text = await written(report)
      const tokens = all(marked.lexer(text, { gfm: true }))
      const some = (type: string) => tokens.filter((token) => token.type === type)
      for (const html of some('html')) expect(html.raw.trim()).toMatch(/^(?:<details>|<summary>[\w ,;:#'.()]*<\/summary>|<\/details>|\s)*$/)
      for (const link of some('link')) expect('href' in link && link.href).toMatch(/^https:\/\/(?:www\.rfc-editor\.org|cwe\.mitre\.org|github\.com\/OWASP|datatracker\.ietf\.org)\//)
      expect(some('image')).toEqual([])
      expect(some('blockquote')).toEqual([])
      expect(some('hr')).toEqual([])
      expect(some('code')).toEqual([])
      for (const heading of some('heading')) expect(heading.raw).toMatch(/^#{3,4} /)
      for (const table of some('table')) {
        const columns = 'header' in table ? (table.header as readonly unknown[]).length : 0
        // A row with a bar too many would have lost its last cells: count the bars of the lines themselves.
        for (const line of table.raw.trimEnd().split('\n')) expect(line.split('|').length - 2, line).toBe(columns)
      }
      // What hosts make links and mentions of stands in code.
      const outside = some('text').filter((token) => !('tokens' in token && token.tokens)).map(({ raw: plainText }) => plainText).join('\n')
      expect(outside).not.toMatch(/@\w|(?<!\w)#\d|https?:|<|\*\*|javascript:/)
    })
  })
})

describe('lines', () => {
  it('of GitHub are commands of ours and a last line', async () => {
    await check(25, async (report) => {
      const lines = (await render('github', report)).split('\n').slice(0, -1)
      expect(lines.pop()).toMatch(/^authlint: /)
      for (const line of lines) {
        expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^,:\r\n]*,line=\d+,endLine=\d+,(?:col=\d+,endColumn=\d+,)?)?title=[^,:\r\n]*::/)
        // What the runner undoes (actions/toolkit, core/src/command.ts).
        expect(line.replace(/%(?:25|0D|0A|3A|2C)/g, '')).not.toContain('%')
      }
      expect(lines.length).toBeLessThanOrEqual(30)
    })
  })

  it('of editors are one a finding', async () => {
    await check(25, async (report) => {
      const lines = (await render('compact', report)).split('\n').slice(0, -1)
      expect(lines).toHaveLength(findingsOf(report).length + report.problems.length)
      for (const [i, finding] of findingsOf(report).entries()) {
        expect(lines[i]).toBe(`${shown(finding.location.input)}:${finding.location.line}:${finding.location.column}: ${finding.severity} ${finding.rule} ${shown(finding.message)}`)
      }
    })
  })
})
