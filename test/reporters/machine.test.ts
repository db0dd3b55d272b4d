// Formats that programs read, held against the schemas of those programs.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Ajv, type AnySchemaObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { Judged } from '../../src/core/report.ts'
import { corpusPath } from '../corpus.ts'
import { cookieSubject, jwtSubject } from '../subjects.ts'
import { hmac } from '../tokens.ts'
import { render, stream } from './render.ts'
import { hostile, judged, plain, report, reportOf } from './sample.ts'

// The package is CommonJS: its default export is a member of what an import gives.
const addFormats = addFormatsModule.default

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as AnySchemaObject
const problemsOf = (validate: { (data: unknown): unknown; errors?: unknown }, data: unknown): unknown => (validate(data) ? [] : validate.errors)

const clean: Judged = { ...(judged[5] ?? expect.unreachable()), findings: [] }

describe('JSON', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats(ajv)
  const schema = readJson(new URL('../../src/reporters/report.schema.json', import.meta.url).pathname)
  const whole = ajv.compile(schema)
  const part = (name: string) => ajv.compile({ $ref: `#/$defs/${name}`, $defs: schema['$defs'] as object })

  it.each([
    ['everything', report],
    ['nothing', reportOf([])],
    ['a clean run', reportOf([clean])],
  ])('is what its schema says: %s', async (_, some) => {
    expect(problemsOf(whole, JSON.parse(await render('json', some)))).toEqual([])
  })

  it('is what its schema says: real tokens and cookies', async () => {
    const subjects = [
      jwtSubject(hmac('secret')),
      jwtSubject('eyJhbGciOiJub25lIn0.e30.'),
      jwtSubject('not.a.token'),
      jwtSubject('a.b.c.d.e'),
      cookieSubject('sid=0123456789abcdef; Path=/; Domain=.example.com; Max-Age=99999999; SameSite=None; Secure; Partitioned', { url: 'https://app.example.com/' }),
      cookieSubject('__Host-x=1; Path=/a', { url: 'http://app.example.com/' }),
      cookieSubject('x=; Max-Age=0'),
      cookieSubject('; ;=;'),
    ]
    const some = reportOf(subjects.map((subject) => ({ subject: subject.view({ showSecrets: false }), findings: [], suppressed: [] })))
    expect(problemsOf(whole, JSON.parse(await render('json', some)))).toEqual([])
  })

  it('has a schema that refuses what is not a report', async () => {
    const good = JSON.parse(await render('json')) as Record<string, unknown>
    for (const name of Object.keys(good)) expect(whole({ ...good, [name]: undefined }), `without ${name}`).toBe(false)
    expect(whole({ ...good, schemaVersion: 2 })).toBe(false)
    expect(whole({ ...good, findings: [{ ...(good['findings'] as object[])[0], severity: 'fatal' }] })).toBe(false)
  })

  it('has the members of version 1 first', async () => {
    expect(Object.keys(JSON.parse(await render('json')) as object)).toEqual(['schemaVersion', 'tool', 'command', 'ok', 'summary', 'subjects', 'findings', 'suppressed', 'notes', 'problems'])
  })

  it('keeps what was read, to the last digit and character', async () => {
    const text = await render('json')
    expect(text).toContain('"serial": 12345678901234567890')
    const { subjects } = JSON.parse(text) as { subjects: { jwt?: { claims: Record<string, unknown> | null } }[] }
    expect(subjects[3]?.jwt?.claims?.[hostile]).toBe(hostile)
  })

  it('comes as lines, too: subjects with their findings, the sum last', async () => {
    const lines = (await stream('ndjson', report)).trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const last = rows.pop() ?? expect.unreachable()
    expect(rows.length).toBe(report.judged.length)
    const subject = part('subject')
    const finding = part('finding')
    for (const row of rows) {
      expect(problemsOf(subject, row['subject'])).toEqual([])
      for (const one of row['findings'] as unknown[]) expect(problemsOf(finding, one)).toEqual([])
    }
    expect(last).toMatchObject({ summary: report.summary, ok: false, problems: [{ code: 'INPUT_UNRECOGNISED' }] })
    expect(rows.flatMap((row) => row['findings'] as unknown[]).length).toBe(report.summary.error + report.summary.warn + report.summary.info)
    expect(JSON.parse((await render('ndjson', reportOf([clean]))).trimEnd().split('\n')[1] ?? '')).toEqual({ summary: reportOf([clean]).summary, ok: true })
  })
})

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string } }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly message: { readonly text: string }
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } } }[]
      readonly partialFingerprints: Readonly<Record<string, string>>
      readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[]
    }[]
    readonly invocations: readonly { readonly executionSuccessful: boolean }[]
  }[]
}

describe('SARIF', () => {
  const schemas = ['schemas/sarif-schema-2.1.0.json', 'schemas/sarif-2.1.0-rtm.6.schemastore.json'].map((file) => [file, corpusPath(file)] as const)

  it.skipIf(schemas.some(([, path]) => path === undefined)).each(schemas)('is valid by %s', async (_, path) => {
    // Draft 4 of the OASIS file differs from draft 7 only in the name of its id.
    const { $schema: _draft, id: _id, $id: _newId, ...schema } = readJson(path ?? '')
    const ajv = new Ajv({ allErrors: true, strict: false })
    addFormats(ajv)
    const validate = ajv.compile(schema)
    for (const some of [report, reportOf([]), reportOf([clean])]) expect(problemsOf(validate, JSON.parse(await render('sarif', some)))).toEqual([])
  })

  const run = async (some = report) => (JSON.parse(await render('sarif', some)) as Sarif).runs[0] ?? expect.unreachable()

  it('gives every result a place that code scanning takes', async () => {
    const { results } = await run()
    expect(results.length).toBe(8)
    for (const { locations } of results) {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? expect.unreachable()
      expect(artifactLocation.uri).toMatch(/^[\w%.~!*'()-]+(?:\/[\w%.~!*'()-]+)*$/)
      expect(region.startLine).toBeGreaterThanOrEqual(1)
    }
  })

  it.each([
    ['/repo/saved/login.txt', '/repo', 'saved/login.txt'],
    ['/repo/login.txt', '/repo/', 'login.txt'],
    ['/repository/login.txt', '/repo', 'repository/login.txt'],
    ['/Repo/login.txt', '/repo', 'Repo/login.txt'],
    ['C:\\work\\repo\\saved\\login.txt', 'c:\\Work\\repo', 'saved/login.txt'],
    ['C:/work/repo/login.txt', 'C:\\work\\repo', 'login.txt'],
    ['D:\\work\\repo\\login.txt', 'C:\\work\\repo', 'work/repo/login.txt'],
  ])('knows the input %j in the folder %j as %s', async (input, folder, path) => {
    const one = judged[0] ?? expect.unreachable()
    const some = { ...reportOf([{ ...one, findings: one.findings.map((finding) => ({ ...finding, location: { ...finding.location, input } })) }]), folder }
    expect((await run(some)).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(path)
    expect((JSON.parse(await render('gitlab', some)) as readonly { readonly location: { readonly path: string } }[])[0]?.location.path).toBe(path)
    expect(await render('github', some)).toContain(`file=${path},`)
  })

  it.each([
    ['stdin', 'stdin'],
    ['argument 1', 'argument%201'],
    ['/home/me/tokens.txt', 'home/me/tokens.txt'],
    ['./a/../b\\c d.txt', 'a/b/c%20d.txt'],
    ['C:\\logs\\x.har', 'logs/x.har'],
    ['https://app.example.com/login?x=1', 'app.example.com/login%3Fx%3D1'],
    ['', 'input'],
  ])('knows the input %j as %s', async (input, uri) => {
    const one = judged[0] ?? expect.unreachable()
    const { results } = await run(reportOf([{ ...one, findings: one.findings.map((finding) => ({ ...finding, location: { ...finding.location, input } })) }]))
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri)
  })

  it('points from results to rules, with severity and weakness', async () => {
    const { results, tool } = await run()
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    const rule = tool.driver.rules.find(({ id }) => id === 'jwt/alg-none')
    expect(rule?.properties.tags).toEqual(['security', 'external/cwe/cwe-347'])
    expect(rule?.properties['security-severity']).toBe('8.0')
  })

  it('says what was suppressed and what could not be judged', async () => {
    const { results, invocations } = await run()
    expect(results.filter(({ suppressions }) => suppressions).map(({ ruleId, suppressions }) => [ruleId, suppressions?.[0]?.kind])).toEqual([['jwt/missing-jti', 'external']])
    expect(invocations[0]?.executionSuccessful).toBe(false)
    expect((await run(reportOf([clean]))).invocations[0]?.executionSuccessful).toBe(true)
  })

  it('lets no link out of a message', async () => {
    const { results } = await run()
    expect(results.filter(({ message }) => /\[[^\]]*\]\(/.test(message.text))).toEqual([])
  })
})

describe('fingerprints', () => {
  it('are unique in a run and outlive moved lines', async () => {
    const prints = async (some: readonly Judged[]) => (JSON.parse(await render('gitlab', reportOf(some))) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint)
    const twice = [...judged, ...judged]
    const first = await prints(twice)
    expect(new Set(first).size).toBe(first.length)
    const moved = twice.map((one) => ({ ...one, findings: one.findings.map((finding) => ({ ...finding, location: { ...finding.location, line: finding.location.line + 40, input: 'elsewhere' } })) }))
    expect(await prints(moved)).toEqual(first)
  })

  it('are those of SARIF', async () => {
    const sarif = (JSON.parse(await render('sarif')) as Sarif).runs[0]?.results.filter(({ suppressions }) => !suppressions).map(({ partialFingerprints }) => partialFingerprints['authlintFingerprint/v1'])
    const gitlab = (JSON.parse(await render('gitlab')) as { fingerprint: string; severity: string }[]).filter(({ severity }) => severity !== 'blocker').map(({ fingerprint }) => fingerprint)
    expect(sarif).toEqual(gitlab)
  })
})

describe('GitLab code quality', () => {
  const path = corpusPath('schemas/gitlab-code-quality.unofficial.schema.json')

  it.skipIf(path === undefined)('is valid, and a part that was not judged blocks', async () => {
    const validate = new Ajv({ allErrors: true }).compile(readJson(path ?? ''))
    const issues = JSON.parse(await render('gitlab')) as { severity: string; check_name: string }[]
    expect(problemsOf(validate, issues)).toEqual([])
    expect(issues.filter(({ severity }) => severity === 'blocker').map(({ check_name }) => check_name)).toEqual(['authlint/input-unrecognised'])
    expect(JSON.parse(await render('gitlab', reportOf([clean])))).toEqual([])
  })
})

describe('JUnit', () => {
  const xmllint = spawnSync('xmllint', ['--version']).status === 0
  if (!xmllint) console.warn('SKIPPED: xmllint is not here, so the JUnit schemas are not tried (package libxml2-utils).')
  const schemas = ['schemas/junit.windyroad.xsd', 'schemas/junit-10.jenkins.xsd'].map((file) => [file, corpusPath(file)] as const)

  it.skipIf(!xmllint || schemas.some(([, path]) => path === undefined)).each(schemas)('is valid by %s', async (_, path) => {
    for (const some of [report, reportOf([]), reportOf([clean])]) {
      // Throws with the complaints of xmllint.
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', path ?? '', '-'], { input: await render('junit', some), stdio: ['pipe', 'pipe', 'pipe'] })
    }
  })

  it('is well-formed', async () => {
    const text = await render('junit')
    const open: string[] = []
    const rest = text.replace(/^<\?xml[^>]*\?>/, '').replace(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g, (_, close: string, name: string, _attributes, alone: string) => {
      if (close) expect(open.pop()).toBe(name)
      else if (!alone) open.push(name)
      return ''
    })
    expect(open).toEqual([])
    expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/)
    // XML 1.0 section 2.2.
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u)
  })

  it('has a case for every rule that looks at the subject, and counts them', async () => {
    const text = await render('junit', reportOf([judged[3] ?? expect.unreachable()]))
    expect(text.match(/<testcase /g)?.length).toBe(4)
    expect(text).toMatch(/<testsuite name="JWT 1 \(argument 1:1:1\)" [^>]*tests="4" failures="2" errors="0" skipped="1"/)
    expect(text).toMatch(/<testcase name="jwt\/alg-none" [^>]*\/>/)
  })
})

describe('GitHub annotations', () => {
  const many = (times: number): Judged => {
    const one = judged[3] ?? expect.unreachable()
    return { ...one, findings: [...Array(times).keys()].flatMap(() => one.findings.toReversed()) }
  }

  it('come worst first, ten of a level, with the rest counted', async () => {
    const lines = (await render('github', reportOf([many(15)]))).trimEnd().split('\n')
    expect(lines.map((line) => /^::\w+/.exec(line)?.[0] ?? 'text')).toEqual([...Array(10).fill('::error'), ...Array(10).fill('::warning'), 'text'])
    expect(lines.at(-1)).toBe('authlint: 15 errors, 15 warnings: not fit to pass. 10 not shown as annotations; the job summary has all.')
  })

  it('hold no command but their own', async () => {
    const lines = (await render('github')).trimEnd().split('\n')
    // The runner takes what stands behind :: at the start of a line; properties end at the next ::.
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^:,]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,)?title=[^:,]+::[^\n]*$/)
      expect(line).not.toMatch(/%(?!25|0A|0D|3A|2C)/)
      // A percent sign of the input stays one: it must not become a line break.
      expect(line).not.toContain('forged%0A')
    }
    expect(lines.filter((line) => line.includes('forged%250A')).length).toBeGreaterThan(1)
    expect(lines.at(-1)).toMatch(/^authlint: /)
  })
})

describe('compact', () => {
  it('is a line a finding that editors can follow', async () => {
    const lines = (await render('compact')).trimEnd().split('\n')
    expect(lines.length).toBe(8)
    expect(lines[0]).toBe('stdin:4:13: error cookie/missing-secure Anyone on the network path can read this session id over http.')
    expect(await render('compact', reportOf([clean]), plain)).toBe('')
  })
})
