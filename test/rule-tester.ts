// One table a rule: what it must stay silent on, what it must say. Also holds every rule to the house rules.
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../src/core/policy.ts'
import type { Finding } from '../src/core/finding.ts'
import type { Rule, RuleReport } from '../src/core/rule.ts'
import type { Confidence, Severity } from '../src/core/severity.ts'
import type { Subject } from '../src/core/subject.ts'
import { referenceUrl } from '../src/core/reference.ts'
import { toFinding } from '../src/engine/lint.ts'
import { cookieSubject, flowSubjects, jwkSubjects, jwtSubject, responseSubject, testNow, tokenSets, type CookieCase, type FlowCase, type JwkCase, type JwtCase, type ResponseCase } from './subjects.ts'

type Input = JwtCase & JwkCase & CookieCase & ResponseCase & FlowCase & { readonly code: string; readonly name?: string; readonly options?: object; readonly policy?: Partial<Policy> }
type Valid = string | Input
interface Expected {
  readonly messageId: string
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** undefined where the whole subject is meant. */
  readonly pointer?: string | undefined
  /** A part of the message or of the fix. */
  readonly says?: string
}
type Invalid = Input & { readonly errors: readonly Expected[] }

/** One, or of a set of keys every key. */
const subjectsOf = (rule: Rule, input: Input): readonly Subject[] => {
  switch (rule.meta.kind) {
    case 'jwt':
      return [jwtSubject(input.code, input)]
    case 'jwt-set':
      return tokenSets(input.code, input)
    case 'jwk':
      return jwkSubjects(input.code, input)
    case 'cookie':
      return [cookieSubject(input.code, input)]
    case 'response':
      return [responseSubject(input.code, input)]
    case 'flow':
      return flowSubjects(input.code, input)
    default:
      throw new Error(`no test subject for ${rule.meta.kind}`)
  }
}

const asInput = (valid: Valid): Input => (typeof valid === 'string' ? { code: valid } : valid)

const run = (rule: Rule, input: Input): { report: RuleReport; finding: Finding }[] => subjectsOf(rule, input).flatMap((subject) => runOn(subject, rule, input))

function runOn(subject: Subject, rule: Rule, input: Input): { report: RuleReport; finding: Finding }[] {
  const active = { rule, severity: rule.meta.severity === 'off' ? ('warn' as const) : rule.meta.severity, options: { ...rule.defaults, ...input.options } }
  const before = JSON.stringify(subject.view({ showSecrets: false }))
  const found: { report: RuleReport; finding: Finding }[] = []
  rule.check(subject, {
    options: active.options,
    policy: { ...defaultPolicy, ...input.policy },
    now: input.now ?? testNow,
    report: (report) => found.push({ report, finding: toFinding(subject, active, report) }),
  })
  expect(JSON.stringify(subject.view({ showSecrets: false })), 'the rule changed its subject').toBe(before)
  return found
}

/** Runs a rule's table of cases and its own examples. */
export function testRule(rule: Rule, cases: { readonly valid: readonly Valid[]; readonly invalid: readonly Invalid[] }): void {
  describe(rule.id, () => {
    it('has its examples right', () => {
      for (const code of rule.meta.examples.good) expect(run(rule, { code }).map(({ finding }) => finding.message), `good example ${code}`).toEqual([])
      for (const code of rule.meta.examples.bad) expect(run(rule, { code }).length, `bad example ${code}`).toBeGreaterThan(0)
    })

    it('is well described', () => {
      const { meta } = rule
      for (const text of [meta.summary, meta.rationale, meta.remediation]) expect(text.length).toBeGreaterThan(20)
      expect(meta.references.length).toBeGreaterThan(0)
      for (const reference of meta.references) expect(referenceUrl(reference), `address of "${reference}"`).toBeDefined()
      expect(cases.valid.length, 'cases that must stay silent').toBeGreaterThan(0)
      expect(cases.invalid.length).toBeGreaterThan(0)
      const written = [...cases.valid, ...cases.invalid].map((c) => JSON.stringify(c, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v)))
      expect(new Set(written).size, 'duplicate cases').toBe(written.length)
    })

    it.each(cases.valid.map((c, i) => [label(asInput(c), i), asInput(c)] as const))('is silent: %s', (_, input) => {
      expect(run(rule, input).map(({ finding }) => finding.message)).toEqual([])
    })

    it.each(cases.invalid.map((c, i) => [label(c, i), c] as const))('speaks: %s', (_, input) => {
      const found = run(rule, input)
      expect(found.map(({ report }) => report.messageId), found.map(({ finding }) => finding.message).join('\n')).toEqual(input.errors.map(({ messageId }) => messageId))
      input.errors.forEach((expected, i) => {
        const { report, finding } = found[i] ?? expect.unreachable()
        expect(`${finding.message} ${finding.fix}`).not.toMatch(/(?<!\\u)\{\w+\}/)
        if (expected.severity) expect(finding.severity).toBe(expected.severity)
        if (expected.confidence) expect(finding.confidence).toBe(expected.confidence)
        if ('pointer' in expected) expect(report.at).toBe(expected.pointer)
        if (expected.says) expect(`${finding.message}\n${finding.fix}`).toContain(expected.says)
        const { line, column, endLine, endColumn } = finding.location
        expect(line).toBeGreaterThan(0)
        expect(endLine !== undefined || endColumn >= column, 'the end stands after the start').toBe(true)
        expectNoCredential(`${finding.message} ${finding.evidence} ${finding.fix}`, input.code, rule.meta.kind)
      })
    })
  })
}

const label = (input: Input, i: number): string => input.name ?? `${i + 1}: ${input.code.slice(0, 70)}`

/** No signature, no private key and no cookie value of the input may show in what a rule says. */
function expectNoCredential(text: string, code: string, kind: string): void {
  if (kind === 'response') {
    const secrets = [...code.matchAll(/^set-cookie:[^=\n]*=([^;\n]{12,})|token"\s*:\s*"([^"]{12,})"|token=([\w.-]{12,})/gim)].flatMap(([, ...values]) => values.filter((value) => value !== undefined))
    for (const secret of secrets) expect(text).not.toContain(secret)
    return
  }
  if (kind === 'flow') {
    const secrets = [...code.matchAll(/cookie:\s*([^\n]+)|"\w*token"\s*:\s*"([^"]{12,})"|token=([\w.-]{12,})|Bearer ([\w.-]{12,})|password=([^&\n]{6,})/gi)].flatMap(([, cookies, ...values]) => [
      ...(cookies ?? '').split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()).filter((value) => value.length >= 12 && /\d/.test(value)),
      ...values.filter((value) => value !== undefined),
    ])
    for (const secret of secrets) expect(text).not.toContain(secret)
    return
  }
  if (kind === 'jwt-set') return
  if (kind === 'jwk') {
    for (const [, secret = ''] of code.matchAll(/"(?:d|p|q|dp|dq|qi|k)"\s*:\s*"([^"]{12,})"/g)) expect(text).not.toContain(secret)
    return
  }
  const secret = kind === 'jwt' ? code.split('~')[0]?.split('.')[2] : kind === 'cookie' ? /^[^;=]*=\s*([^;]*)/.exec(code)?.[1]?.trim() : undefined
  if (secret && secret.length >= 12) expect(text).not.toContain(secret)
}
