// Which rules run on which subject: choices of the configuration, of overrides that fit it, and of the command line, in that order.
import { describe, expect, it } from 'vitest'
import type { RuleChoice, RuleOverride } from '../../src/core/choices.ts'
import type { SubjectView } from '../../src/core/subject.ts'
import { idsOfActive, rulesFor } from '../../src/engine/overrides.ts'
import { cookieRules } from '../../src/rules/cookie/index.ts'
import { flowRules } from '../../src/rules/flow/index.ts'
import { jwtRules } from '../../src/rules/jwt/index.ts'
import { responseRules } from '../../src/rules/response/index.ts'

const rules = [...jwtRules, ...cookieRules]
const choices = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, RuleChoice> => new Map(Object.entries(entries).map(([rule, severity]) => [rule, { severity } as RuleChoice]))
const none = choices({})
const source = (input: string) => ({ input, line: 1, column: 1 })
const cookie = (name: string, input = 'stdin'): SubjectView => ({ id: 'cookie-1', kind: 'cookie', source: source(input), cookie: { name, url: 'https://www.example.com:8443/login' } }) as SubjectView
const token = (iss: unknown, input = 'stdin'): SubjectView => ({ id: 'jwt-1', kind: 'jwt', source: source(input), jwt: { claims: { iss }, name: 'sid' } }) as unknown as SubjectView

const severityIn = (view: SubjectView, rule: string, overrides: readonly RuleOverride[], last = none, first = none): string | undefined =>
  rulesFor(rules, 'recommended', first, overrides, last)(view).find((active) => active.rule.id === rule)?.severity
const off = (where: Partial<RuleOverride>, rule = 'cookie/missing-secure'): RuleOverride => ({ ...where, rules: choices({ [rule]: 'off' }) }) as RuleOverride

describe('an override', () => {
  it.each<[string, Partial<RuleOverride>, boolean]>([
    ['of everything', {}, true],
    ['of the input', { inputs: ['st*'] }, true],
    ['of another input', { inputs: ['other'] }, false],
    ['of one of several inputs', { inputs: ['other', 'stdin'] }, true],
    ['of the cookie', { cookies: ['sid'] }, true],
    ['of another cookie', { cookies: ['theme'] }, false],
    ['of the host', { hosts: ['www.example.com'] }, true],
    ['of the host by a pattern', { hosts: ['*.example.com'] }, true],
    ['of another host', { hosts: ['example.org'] }, false],
    ['of issuers, which a cookie has none of', { issuers: ['*'] }, false],
    ['of the cookie in another input', { cookies: ['sid'], inputs: ['other'] }, false],
    ['of the cookie on its host', { cookies: ['sid'], hosts: ['www.*'] }, true],
    ['of nothing', { inputs: [] }, false],
  ])('%s', (_, where, fits) => {
    expect(severityIn(cookie('sid'), 'cookie/missing-secure', [off(where)])).toBe(fits ? undefined : severityIn(cookie('sid'), 'cookie/missing-secure', []))
    expect(severityIn(cookie('sid'), 'cookie/missing-secure', [])).toBeTypeOf('string')
  })

  it('of an issuer holds for its tokens alone, and one of a cookie for no token of that name', () => {
    const rule = 'jwt/alg-none'
    const left = (view: SubjectView, where: Partial<RuleOverride>) => severityIn(view, rule, [off(where, rule)])
    expect(left(token('https://a.example'), { issuers: ['https://a.example'] })).toBe(undefined)
    expect(left(token('https://b.example'), { issuers: ['https://a.example'] })).toBe('error')
    expect(left(token(7), { issuers: ['*'] })).toBe('error')
    expect(left(token('https://a.example'), { cookies: ['sid'] })).toBe('error')
    expect(left(token('https://a.example'), { hosts: ['*'] })).toBe('error')
    expect(left({ id: 'jwt-1', kind: 'jwt', source: source('f') }, { issuers: ['*'] })).toBe('error')
  })

  it.each(['response', 'flow'] as const)('of a host holds for a %s, too', (kind) => {
    const [rule] = kind === 'response' ? responseRules : flowRules
    const { id } = rule ?? expect.unreachable()
    const view = { id: 'x', kind, source: source('stdin'), [kind]: { url: 'https://www.example.com/login' } } as SubjectView
    const runs = (host: string): boolean => rulesFor([...responseRules, ...flowRules], 'recommended', choices({ [id]: 'warn' }), [off({ hosts: [host] }, id)], none)(view).some((active) => active.rule.id === id)
    expect(['www.example.com', '*.example.com', 'example.org'].map(runs)).toEqual([false, false, true])
  })

  it('of a host holds for no subject whose address is none', () => {
    const view = { ...cookie('sid'), cookie: { name: 'sid', url: 'login' } } as SubjectView
    expect(severityIn(view, 'cookie/missing-secure', [off({ hosts: ['*'] })])).toBeTypeOf('string')
  })

  it('counts over the configuration, a later one over an earlier one, and the command line over all', () => {
    const rule = 'cookie/missing-secure'
    const to = (severity: string, where: Partial<RuleOverride> = {}): RuleOverride => ({ ...where, rules: choices({ [rule]: severity }) }) as RuleOverride
    expect(severityIn(cookie('sid'), rule, [], none, choices({ [rule]: 'info' }))).toBe('info')
    expect(severityIn(cookie('sid'), rule, [to('warn')], none, choices({ [rule]: 'info' }))).toBe('warn')
    expect(severityIn(cookie('sid'), rule, [to('warn'), to('info')])).toBe('info')
    expect(severityIn(cookie('sid'), rule, [to('info'), to('warn')])).toBe('warn')
    expect(severityIn(cookie('sid'), rule, [to('info')], choices({ [rule]: 'warn' }))).toBe('warn')
  })

  it('is worked out anew for each combination of overrides that fit', () => {
    const chosen = rulesFor(rules, 'recommended', none, [off({ cookies: ['a*'] }), off({ cookies: ['*b'] }, 'cookie/missing-samesite')], none)
    const ids = (name: string): readonly boolean[] => ['cookie/missing-secure', 'cookie/missing-samesite'].map((id) => chosen(cookie(name)).some(({ rule }) => rule.id === id))
    for (let times = 0; times < 2; times++) expect(['x', 'ax', 'xb', 'ab'].map(ids)).toEqual([[true, true], [false, true], [true, false], [false, false]])
    // The same each time: what was made for one subject serves the next.
    expect(chosen(cookie('x'))).toBe(chosen(cookie('y')))
    expect(chosen(cookie('x')).every(({ rule }) => rule.meta.kind === 'cookie')).toBe(true)
    expect(chosen({ id: 'f', kind: 'flow', source: source('f') } as SubjectView)).toEqual([])
  })

  it('changes nothing of what runs on other subjects', () => {
    const active = idsOfActive(rulesFor(rules, 'recommended', none, [off({ cookies: ['sid'] })], none))
    expect([active.has('cookie/missing-secure'), active.has('jwt/alg-none')]).toEqual([true, true])
    expect(idsOfActive(rulesFor(rules, 'recommended', choices({ 'cookie/missing-secure': 'off' }), [], none)).has('cookie/missing-secure')).toBe(false)
  })
})

describe('the options of a rule', () => {
  const withOptions = (id: string, options: object) => () => rulesFor(rules, 'recommended', new Map([[id, { severity: 'warn', options } satisfies RuleChoice]]), [], none)
  it.each<[string, object, string, string]>([
    ['jwt/stale-authz-claims', { warnAboveSecond: 5 }, 'jwt/stale-authz-claims: there is no option "warnAboveSecond"', 'Did you mean warnAboveSeconds?'],
    ['jwt/pii-claim', { depth: 5 }, 'jwt/pii-claim: there is no option "depth"', 'Its options are internal and longLivedSeconds.'],
    ['jwt/expired', { constructor: 5 }, 'jwt/expired: there is no option "constructor"', 'It has no options.'],
    ['jwt/stale-authz-claims', { warnAboveSeconds: '1h' }, 'jwt/stale-authz-claims: the option warnAboveSeconds must be a number, and is a text', 'authlint explain shows its default.'],
    ['jwt/alg-not-allowed', { algorithms: 'ES256' }, 'jwt/alg-not-allowed: the option algorithms must be a list, and is a text', 'authlint explain shows its default.'],
  ])('%s %j are refused', (id, options, message, hint) => expect(withOptions(id, options)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message, hint }) as Error))

  it('are refused in overrides, too', () => {
    const override: RuleOverride = { rules: new Map([['jwt/expired', { options: { grace: 1 } }]]) }
    expect(() => rulesFor(rules, 'recommended', none, [override], none)).toThrow('jwt/expired: there is no option "grace"')
  })

  it('pass where they fit, and where the rule is not among those that run', () => {
    expect(withOptions('jwt/lifetime-too-long', { 'security-event': { warnAboveSeconds: 5 }, sessionMinted: true })).not.toThrow()
    expect(withOptions('jwk/rsa-too-large', { anything: 1 })).not.toThrow()
  })
})
