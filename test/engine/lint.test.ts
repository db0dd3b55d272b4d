// What becomes of what a rule reports: severity and confidence within their caps, words in place, worst first; and what is shared
// by subjects that are alike.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { individual } from '../../src/core/individual.ts'
import { defaultPolicy, type Policy } from '../../src/core/policy.ts'
import type { Rule, RuleContext, RuleMeta, RuleReport } from '../../src/core/rule.ts'
import type { Confidence, Severity } from '../../src/core/severity.ts'
import type { Subject } from '../../src/core/subject.ts'
import { lint, toFinding } from '../../src/engine/lint.ts'
import type { ActiveRule } from '../../src/engine/settings.ts'

const place = (pointer?: string): Finding['location'] => ({ input: 'test', line: 1, column: 1, endColumn: 2, ...(pointer === undefined ? {} : { pointer }) })
const subject = (id = 'cookie-1', rest: Partial<Subject> = {}): Subject => ({
  id,
  kind: 'cookie',
  locate: place,
  show: (pointer) => `${id} at ${pointer ?? 'all'}`,
  view: () => ({ id, kind: 'cookie', source: { input: 'test', line: 1, column: 1 } }),
  ...rest,
})

const active = (check: (subject: Subject, context: RuleContext) => void, { id = 'acme/rule', severity = 'error' as Severity, options = {}, ...meta }: Partial<RuleMeta> & { id?: string; severity?: Severity; options?: object } = {}): ActiveRule => {
  const rule: Rule = {
    id,
    meta: { kind: 'cookie', severity, confidence: 'certain', since: '1.0.0', summary: '', rationale: '', remediation: 'Mend it.', references: ['CWE-1'], messages: { said: 'It is so.' }, examples: { bad: [], good: [] }, ...meta },
    defaults: {},
    check,
  }
  return { rule, severity, options }
}
const reporting = (report: Partial<RuleReport> = {}, about: Parameters<typeof active>[1] = {}): ActiveRule => active((_, context) => context.report({ messageId: 'said', ...report }), about)
const circumstances = { policy: defaultPolicy, now: 1_795_197_600 }
const findingsOf = (...rules: readonly ActiveRule[]): readonly Finding[] => lint(subject(), rules, circumstances)
const only = (...rules: readonly ActiveRule[]): Finding => findingsOf(...rules)[0] ?? expect.unreachable()

describe('a report becomes a finding', () => {
  it('with what the rule says of itself', () => {
    expect(findingsOf(reporting())).toEqual([
      { rule: 'acme/rule', severity: 'error', confidence: 'certain', subject: 'cookie-1', message: 'It is so.', evidence: 'cookie-1 at all', fix: 'Mend it.', references: ['CWE-1'], location: place() },
    ])
    expect(only(reporting({ at: 'Path' }))).toMatchObject({ evidence: 'cookie-1 at Path', location: { pointer: 'Path' } })
    expect(toFinding(subject('x'), reporting(), { messageId: 'said', at: 'Path' })).toMatchObject({ subject: 'x', severity: 'error', evidence: 'x at Path', location: { pointer: 'Path' } })
  })

  it.each<[Severity, Severity | undefined, Severity]>([
    ['error', undefined, 'error'],
    ['error', 'warn', 'warn'],
    ['error', 'info', 'info'],
    ['warn', undefined, 'warn'],
    ['warn', 'error', 'warn'],
    ['info', 'error', 'info'],
    ['info', 'warn', 'info'],
  ])('no worse than was set: %s, reported as %s, is %s', (severity, reported, expected) => {
    expect(only(reporting(reported ? { severity: reported } : {}, { severity })).severity).toBe(expected)
  })

  it.each<[Confidence, Confidence | undefined, Severity, Severity, Confidence]>([
    ['tentative', undefined, 'error', 'warn', 'tentative'],
    ['certain', 'tentative', 'error', 'warn', 'tentative'],
    ['certain', 'tentative', 'info', 'info', 'tentative'],
    ['tentative', 'certain', 'error', 'error', 'certain'],
    ['certain', 'firm', 'error', 'error', 'firm'],
    ['firm', undefined, 'error', 'error', 'firm'],
  ])('a guess is a warning at most: of a rule that is %s, reported as %s, with %s', (confidence, reported, severity, expected, sure) => {
    expect(only(reporting(reported ? { confidence: reported } : {}, { confidence, severity }))).toMatchObject({ severity: expected, confidence: sure })
  })

  it('with its words in place; they may come from an attacker', () => {
    const said = (messages: string, data?: RuleReport['data'], rest: Partial<Subject> = {}): string | undefined => lint(subject('s', rest), [reporting(data ? { data } : {}, { messages: { said: messages } })], circumstances)[0]?.message
    expect(said('{a}{b} and {a}.', { a: 'x', b: 7 })).toBe('x7 and x.')
    expect(said('{a}, {a}', { a: '' })).toBe(', ')
    expect(said('{n}', { n: 0 })).toBe('0')
    expect(said('{a}', { a: '{b}\u001b[2J', b: 'x' })).toBe('{b}\\u{1b}[2J')
    expect(said('{a} {b}', { a: 'mine' }, { words: { a: 'its', b: 'also its' } })).toBe('mine also its')
    // Nobody filled it: better a name that stands out than none.
    expect(said('{a} {b}', { a: 'x' })).toBe('x {b}')
    expect(said('{not this} {} {', { not: 'x' })).toBe('{not this} {} {')
    expect(only(reporting({ messageId: 'unheard' })).message).toBe('unheard')
  })

  it('with the remedy of the report, line by line', () => {
    expect(only(reporting({ fix: 'Do this.' })).fix).toBe('Do this.')
    expect(only(reporting({ fix: ['Do this.', 'Then\u001b that.'] })).fix).toBe('Do this.\nThen\\u{1b} that.')
  })

  it('worst first, and in the order of the rules', () => {
    const of = (id: string, severity: Severity): ActiveRule => reporting({}, { id, severity })
    expect(findingsOf(of('a', 'info'), of('b', 'error'), of('c', 'warn'), of('d', 'error'), of('e', 'info')).map(({ rule }) => rule)).toEqual(['b', 'd', 'c', 'a', 'e'])
    const twice = active((_, { report }) => (report({ messageId: 'said', severity: 'info', at: 'a' }), report({ messageId: 'said', at: 'b' })))
    expect(findingsOf(twice).map(({ severity }) => severity)).toEqual(['error', 'info'])
    expect(findingsOf()).toEqual([])
  })

  it('from what the rule was given', () => {
    const policy: Policy = { ...defaultPolicy, clockTolerance: 7 }
    const given: unknown[] = []
    const rule = active((judged, context) => given.push(judged.id, context.options, context.policy, context.now), { options: { a: 1 } })
    lint(subject('s'), [rule], { policy, now: 5 })
    expect(given).toEqual(['s', { a: 1 }, policy, 5])
  })
})

describe('of subjects that are alike', () => {
  const runs = (check: Parameters<typeof active>[0]): { readonly rule: ActiveRule; readonly judged: string[] } => {
    const judged: string[] = []
    return { judged, rule: active((judgedOne, context) => (judged.push(judgedOne.id), check(judgedOne, context)), { messages: { said: 'It is {what}.' }, severity: 'warn' }) }
  }

  it('the first is asked what holds for all, and each what holds for it alone', () => {
    const likeness = {}
    const shared = runs((_, { report }) => report({ messageId: 'said', data: { what: 'shared' }, at: 'Path' }))
    const silent = runs(() => undefined)
    const own = runs(({ id }, { report }) => individual(id) === 'b' && report({ messageId: 'said', data: { what: 'own' }, severity: 'info' }))
    const timed = runs((_, { now, report }) => now > 10 && report({ messageId: 'said', data: { what: 'late' } }))
    const rules = [own, shared, silent, timed].map(({ rule }) => rule)
    const said = (id: string, now: number, alike: object | undefined = likeness): readonly string[] => lint(subject(id, alike && { likeness: alike }), rules, { ...circumstances, now }).map(({ message, subject: of, evidence }) => `${of} ${message} ${evidence}`)

    expect(said('a', 1)).toEqual(['a It is shared. a at Path'])
    expect(said('b', 1)).toEqual(['b It is shared. b at Path', 'b It is own. b at all'])
    expect(said('a', 11)).toEqual(['a It is shared. a at Path', 'a It is late. a at all'])
    expect([shared, silent, own, timed].map(({ judged }) => judged.join(''))).toEqual(['a', 'a', 'aba', 'aba'])

    // Of another likeness, or of none, nothing is known.
    expect(said('c', 1, {})).toEqual(['c It is shared. c at Path'])
    expect(lint(subject('d'), rules, circumstances)).toHaveLength(2)
    expect(lint(subject('e'), rules, circumstances)).toHaveLength(2)
    expect(shared.judged.join('')).toBe('acde')
  })

  it('nothing is carried over to another policy, nor to other rules', () => {
    const likeness = {}
    const { rule, judged } = runs((_, { policy, report }) => report({ messageId: 'said', data: { what: policy.clockTolerance } }))
    const said = (rules: readonly ActiveRule[], policy: Policy): string | undefined => lint(subject('a', { likeness }), rules, { policy, now: 1 })[0]?.message
    const [rules, one, other]: [readonly ActiveRule[], Policy, Policy] = [[rule], { ...defaultPolicy, clockTolerance: 1 }, { ...defaultPolicy, clockTolerance: 2 }]
    expect([said(rules, one), said(rules, one), said(rules, other), said([rule], other)]).toEqual(['It is 1.', 'It is 1.', 'It is 2.', 'It is 2.'])
    expect(judged).toHaveLength(3)
    expect(said(rules, other)).toBe('It is 2.')
    expect(judged).toHaveLength(3)
  })
})
