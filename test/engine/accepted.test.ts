// Findings that are accepted, by an ignore or by a baseline: those that are meant, for as long as it was said, and no others.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { SubjectView } from '../../src/core/subject.ts'
import { Baseline } from '../../src/engine/baseline.ts'
import { subjectNames, Suppressions, type Ignore } from '../../src/engine/suppress.ts'

const at = (input: string, line = 1) => ({ input, line, column: 1 }) as Finding['location']
const finding = (rule: string, input = 'stdin', line = 1): Finding => ({ rule, severity: 'error', confidence: 'certain', subject: 'x-1', message: `of ${rule}`, evidence: undefined as unknown as Finding['evidence'], fix: 'f', references: [], location: at(input, line) })
const cookie = (name: string): SubjectView => ({ id: 'cookie-1', kind: 'cookie', source: { input: 'stdin', line: 1, column: 1 }, cookie: { name } }) as SubjectView
const token = (detail: object): SubjectView => ({ id: 'jwt-1', kind: 'jwt', source: { input: 'stdin', line: 1, column: 1 }, jwt: detail }) as SubjectView
const rulesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule)
/** 2026-11-20. */
const midnight = Date.UTC(2026, 10, 20) / 1000

describe('an ignore', () => {
  const standing = (ignore: Partial<Ignore>, view: SubjectView = cookie('sid'), now = midnight): readonly string[] =>
    rulesOf(new Suppressions([{ rule: 'cookie/missing-secure', reason: 'r', ...ignore }], now).apply([finding('cookie/missing-secure'), finding('cookie/missing-samesite')], view).findings)

  it.each<[string, Partial<Ignore>, readonly string[]]>([
    ['a rule', {}, ['cookie/missing-samesite']],
    ['another rule', { rule: 'cookie/missing-httponly' }, ['cookie/missing-secure', 'cookie/missing-samesite']],
    ['a family', { rule: 'cookie/*' }, []],
    ['another family', { rule: 'jwt/*' }, ['cookie/missing-secure', 'cookie/missing-samesite']],
    ['its subject', { subject: 'sid' }, ['cookie/missing-samesite']],
    ['a pattern of its subject', { subject: 's*' }, ['cookie/missing-samesite']],
    ['another subject', { subject: 'theme' }, ['cookie/missing-secure', 'cookie/missing-samesite']],
    ['its input', { input: 'stdin' }, ['cookie/missing-samesite']],
    ['another input', { input: 'other.txt' }, ['cookie/missing-secure', 'cookie/missing-samesite']],
    ['its input, as Windows writes it', { input: '.\\stdin' }, ['cookie/missing-samesite']],
    ['its subject in another input', { subject: 'sid', input: 'other.txt' }, ['cookie/missing-secure', 'cookie/missing-samesite']],
  ])('of %s', (_, ignore, left) => expect(standing(ignore)).toEqual(left))

  it('holds on the day it names to its last second (UTC), and no longer', () => {
    const until = { until: '2026-11-20' }
    expect(standing(until, cookie('sid'), midnight - 86_400)).toEqual(['cookie/missing-samesite'])
    expect(standing(until, cookie('sid'), midnight + 86_399)).toEqual(['cookie/missing-samesite'])
    expect(standing(until, cookie('sid'), midnight + 86_400)).toEqual(['cookie/missing-secure', 'cookie/missing-samesite'])
    const { findings } = new Suppressions([{ rule: 'cookie/*', reason: 'r', ...until }], midnight + 86_400).apply([finding('cookie/missing-secure')], cookie('sid'))
    expect(findings[0]?.message).toBe('of cookie/missing-secure (Ignored until 2026-11-20; that day has passed.)')
  })

  it('says its reason with what it took out', () => {
    const { suppressed } = new Suppressions([{ rule: 'cookie/*', reason: 'known', until: '2026-12-24' }, { rule: 'cookie/*', reason: 'second' }], midnight).apply([finding('cookie/missing-secure')], cookie('sid'))
    expect(suppressed.map(({ suppression }) => suppression)).toEqual([{ kind: 'ignore', reason: 'known', until: '2026-12-24' }])
    const [plain] = new Suppressions([{ rule: 'cookie/*', reason: 'known' }], midnight).apply([finding('cookie/missing-secure')], cookie('sid')).suppressed
    expect(plain?.suppression).toStrictEqual({ kind: 'ignore', reason: 'known' })
  })

  it('that names another subject or input says what there was', () => {
    const here = new Suppressions([{ rule: 'cookie/*', subject: 'session', reason: 'r' }, { rule: 'cookie/*', input: 'a.txt', reason: 'r' }], midnight)
    here.apply([finding('cookie/missing-secure')], cookie('sid'))
    expect(here.notes()).toEqual(['ignore of cookie/* on session was not needed: what was found is on sid', 'ignore of cookie/* was not needed: what was found is on stdin'])
  })

  it('that covers nothing names three others at most, of its own rule: by subject where that differs, else by input', () => {
    const told = (ignore: Partial<Ignore>, findings: readonly Finding[], ...views: readonly SubjectView[]): string | undefined => {
      const here = new Suppressions([{ rule: 'cookie/*', reason: 'r', ...ignore }], midnight)
      for (const view of views) here.apply(findings, view)
      return here.notes()[0]?.replace(/^.*was not needed: /, '')
    }
    const one = finding('cookie/missing-secure')
    expect(told({ rule: 'jwt/*' }, [one], cookie('sid'))).toBe('nothing of that kind was found')
    expect(told({ subject: 'x' }, [one], ...['a', 'b', 'b', 'c', 'd'].map(cookie))).toBe('what was found is on a, b, c')
    expect(told({ subject: 'x' }, [one], token({}))).toBe('what was found is on stdin')
    const named = token({ header: { kid: 'k1' }, claims: { iss: 'https://issuer.example' } })
    for (const subject of ['k1', 'https://issuer.example']) expect(told({ subject, input: 'a.txt' }, [one], named), subject).toBe('what was found is on stdin')
    expect(told({ subject: 'x' }, [one], named)).toBe('what was found is on https://issuer.example')
    expect(told({ subject: 'x' }, [one], cookie('n'.repeat(500)))?.length).toBeLessThan(120)
  })

  it('that was not needed, or is over, is told; places of those that were needed go to and from other processes', () => {
    const ignores: Ignore[] = [
      { rule: 'cookie/missing-secure', reason: 'r' },
      { rule: 'jwt/*', subject: 'x', reason: 'r' },
      { rule: 'cookie/*', reason: 'r', until: '2026-11-19' },
    ]
    const here = new Suppressions(ignores, midnight)
    here.apply([finding('cookie/missing-secure')], cookie('sid'))
    expect(here.used).toEqual([0])
    expect(here.notes()).toEqual(['ignore of jwt/* on x was not needed: nothing of that kind was found', 'ignore of cookie/* ended on 2026-11-19: mend the cause, or give it a new date'])
    const there = new Suppressions(ignores, midnight)
    expect(there.used).toEqual([])
    there.markUsed(here.used)
    expect(there.used).toEqual([0])
    there.markUsed([1])
    expect(there.used).toEqual([0, 1])
  })

  it('finds its subject under any of its names', () => {
    const view = token({ type: 'id-token', header: { kid: 'k1' }, claims: { iss: 'https://issuer.example' } })
    for (const subject of ['https://issuer.example', 'k1', 'id-token']) expect(new Suppressions([{ rule: 'jwt/*', subject, reason: 'r' }], midnight).apply([finding('jwt/alg-none')], view).findings).toEqual([])
  })

  it('of nothing leaves all as it is', () => {
    const findings = [finding('jwt/alg-none')]
    expect(new Suppressions([], midnight).apply(findings, cookie('sid'))).toEqual({ findings, suppressed: [] })
  })

  it('names subjects as people do', () => {
    for (const kind of ['response', 'flow'] as const) expect(subjectNames({ id: 'x', kind, source: { input: 'f', line: 1, column: 1 }, [kind]: { url: 'https://a.example/x' } } as SubjectView), kind).toEqual(['https://a.example/x'])
    expect(subjectNames(cookie('sid'))).toEqual(['sid'])
    expect(subjectNames(token({ type: 'id-token', header: { kid: 'k1' }, claims: { iss: 'https://issuer.example' } }))).toEqual(['https://issuer.example', 'k1', 'id-token'])
    expect(subjectNames({ id: 'jwt-1', kind: 'jwt', source: { input: 'f', line: 1, column: 1 } })).toEqual([])
    expect(subjectNames(token({ header: null, claims: null, kid: 7 }))).toEqual([])
    expect(subjectNames({ id: 'jwk-1', kind: 'jwk', source: { input: 'f', line: 1, column: 1 }, jwk: { kid: 'k2' } } as SubjectView)).toEqual(['k2'])
  })
})

describe('a baseline', () => {
  const found = [finding('cookie/missing-secure'), finding('cookie/missing-samesite')]

  it('takes out what it knows, wherever it stands now, and leaves what is new', () => {
    const written = new Baseline({ version: 1, findings: [] }, true)
    expect(written.apply([found[0]!], cookie('sid')).findings).toEqual([])
    const { updated } = written
    expect(updated.findings.map(({ rule, subject }) => [rule, subject])).toEqual([['cookie/missing-secure', 'cookie sid']])
    const later = new Baseline(updated)
    const { findings, suppressed } = later.apply([finding('cookie/missing-secure', 'stdin', 99), found[1]!], cookie('sid'))
    expect([rulesOf(findings), rulesOf(suppressed), suppressed[0]?.suppression]).toEqual([['cookie/missing-samesite'], ['cookie/missing-secure'], { kind: 'baseline', reason: 'known when the baseline was written' }])
    expect(rulesOf(later.apply([found[0]!], cookie('other')).findings)).toEqual(['cookie/missing-secure'])
    expect(later.stale).toEqual([])
  })

  it('tells what did not come again', () => {
    const written = new Baseline({ version: 1, findings: [] }, true)
    written.apply(found, cookie('sid'))
    const later = new Baseline(written.updated)
    later.apply([found[1]!], cookie('sid'))
    for (let times = 0; times < 2; times++) expect(later.stale.map(({ rule }) => rule)).toEqual(['cookie/missing-secure'])
  })

  it('is written sorted, by rule and subject', () => {
    const written = new Baseline({ version: 1, findings: [] }, true)
    for (const name of ['b', 'a', 'c']) written.apply(found, cookie(name))
    expect(written.updated.findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(['cookie/missing-samesite', 'cookie/missing-secure'].flatMap((rule) => ['a', 'b', 'c'].map((name) => `${rule} cookie ${name}`)))
    expect(written.updated.version).toBe(1)
  })

  it('names a subject without a name by its kind', () => {
    const written = new Baseline({ version: 1, findings: [] }, true)
    written.apply([finding('jwt/alg-none')], token({}))
    expect(written.updated.findings[0]?.subject).toBe('jwt')
  })
})
