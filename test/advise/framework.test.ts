import { describe, expect, it } from 'vitest'
import { changesOf, decide, frameworkRules, type Decision, type Design } from '../../src/advise/framework.ts'
import { answered, hasBrowser, revocations, risks, type Answers } from '../../src/advise/questions.ts'
import { everything, given, plain } from './answers.ts'

type Expected = Partial<Decision> & { readonly design: Design; readonly rule: string }

const table: readonly (readonly [name: string, answers: Partial<Answers>, expected: Expected])[] = [
  ['a rendered application', {}, { rule: 'browser-same-site', design: 'session', lagSeconds: 0, refresh: false, jwtCookie: false }],
  ['a few services behind one store', { verifiers: 'few', revocation: 'immediate', risk: 'high' }, { rule: 'browser-same-site', design: 'session', lagSeconds: 0 }],
  ['a rendered application and a single-page one', { clients: ['browser', 'spa'] }, { rule: 'browser-same-site', design: 'session', jwtCookie: false }],
  ['a single-page application and its API', { clients: ['spa'] }, { rule: 'spa-one-api', design: 'session', jwtCookie: true }],
  ['the same, to be ended at once', { clients: ['spa'], revocation: 'immediate' }, { rule: 'spa-one-api', design: 'session', jwtCookie: false }],
  ['the same, by a team that cannot run tokens', { clients: ['spa'], team: 'not-ready' }, { rule: 'spa-one-api', design: 'session', jwtCookie: false }],
  ['the same, without a store', { clients: ['spa'], store: 'no' }, { rule: 'spa-one-api', design: 'session' }],
  ['a single-page application and a few APIs', { clients: ['spa'], verifiers: 'few' }, { rule: 'browser-same-site', design: 'session' }],
  ['web and mobile', { clients: ['browser', 'mobile'] }, { rule: 'browser-and-others', design: 'session-and-tokens', accessTokenSeconds: 900, refresh: true, revocationCheck: 'none' }],
  ['web and mobile, ended at once', { clients: ['spa', 'mobile'], revocation: 'immediate' }, { rule: 'browser-and-others', design: 'session-and-tokens', revocationCheck: 'every-request', lagSeconds: 0 }],
  ['a platform for others', { clients: ['browser', 'third-party'], risk: 'high' }, { rule: 'browser-and-others', design: 'session-and-tokens', accessTokenSeconds: 300, revocationCheck: 'sensitive-actions' }],
  ['many services behind a site', { verifiers: 'many' }, { rule: 'browser-many-verifiers', design: 'session-and-tokens', refresh: true }],
  ['many services, and services as clients', { clients: ['browser', 'service'], verifiers: 'many' }, { rule: 'browser-many-verifiers', design: 'session-and-tokens', refresh: false }],
  ['many services, ended at once', { verifiers: 'many', revocation: 'immediate' }, { rule: 'browser-many-verifiers-quick-end', design: 'session-minted-tokens', accessTokenSeconds: 300, refresh: false, revocationCheck: 'sensitive-actions' }],
  ['at the edge, ended in minutes, with a mobile application', { clients: ['spa', 'mobile'], verifiers: 'edge', revocation: '5m' }, { rule: 'browser-many-verifiers-quick-end', design: 'session-minted-tokens', refresh: true }],
  ['a bank of many services', { verifiers: 'many', risk: 'high', revocation: 'tolerant' }, { rule: 'browser-many-verifiers-high-risk', design: 'session-minted-tokens' }],
  ['mobile only', { clients: ['mobile'] }, { rule: 'no-browser', design: 'tokens', accessTokenSeconds: 900, refresh: true }],
  ['mobile only, ended in minutes', { clients: ['mobile'], revocation: '5m' }, { rule: 'no-browser', design: 'tokens', accessTokenSeconds: 300, lagSeconds: 300 }],
  ['mobile only, ended at once', { clients: ['mobile'], revocation: 'immediate' }, { rule: 'no-browser', design: 'tokens', revocationCheck: 'every-request', lagSeconds: 0 }],
  ['services among themselves', { clients: ['service'], verifiers: 'many' }, { rule: 'no-browser', design: 'tokens', refresh: false }],
  ['serverless', { store: 'no' }, { rule: 'no-store', design: 'tokens', refresh: true, accessTokenSeconds: 900 }],
  ['serverless on another site', { store: 'no', site: 'cross-site', revocation: 'tolerant' }, { rule: 'no-store', design: 'tokens' }],
  ['serverless, ended at once', { store: 'no', revocation: 'immediate' }, { rule: 'store-to-come', design: 'session', lagSeconds: 0 }],
  ['on another site', { clients: ['spa'], site: 'cross-site' }, { rule: 'cross-site', design: 'session' }],
  ['a site and a service', { clients: ['browser', 'service'] }, { rule: 'default', design: 'session' }],
  ['mobile, by a team that cannot run tokens', { clients: ['mobile'], team: 'not-ready' }, { rule: 'default', design: 'session', deferred: 'tokens', decidedBy: ['team', 'identity'] }],
  ['many services, by a team that cannot run tokens', { verifiers: 'many', team: 'not-ready' }, { rule: 'default', design: 'session', deferred: 'session-and-tokens' }],
  ['the same, with an identity provider', { verifiers: 'many', team: 'not-ready', identity: 'external' }, { rule: 'browser-many-verifiers', design: 'session-and-tokens' }],
  ['serverless, by a team that cannot run tokens', { store: 'no', team: 'not-ready' }, { rule: 'store-to-come', design: 'session', deferred: 'tokens' }],
]

describe('the framework', () => {
  it.each(table)('%s', (_, answers, expected) => {
    expect(decide(given(answers))).toMatchObject(expected)
  })

  it('shows every rule of itself in this table', () => {
    expect([...new Set(table.map(([, , { rule }]) => rule))].sort()).toEqual([...frameworkRules].sort())
  })
})

/** How long access goes on after a revocation, in seconds, that an answer permits. */
const permitted: Readonly<Record<Answers['revocation'], number>> = { immediate: 0, '5m': 300, '15m': 900, tolerant: Number.POSITIVE_INFINITY }

const all = [...everything()]

/** Answers that break a property; the first are enough to see why. */
const breaking = (holds: (answers: Answers, decision: Decision) => boolean): readonly Answers[] => all.filter((answers) => !holds(answers, decide(answers))).slice(0, 3)

describe('whatever is answered', () => {
  it('reaches every rule', () => {
    expect(all.length).toBeGreaterThan(50_000)
    expect([...new Set(all.map((answers) => decide(answers).rule))].sort()).toEqual([...frameworkRules].sort())
  })

  it('ends access as soon as was asked; where tokens are minted from a session, for sensitive actions at least', () => {
    expect(breaking(({ revocation }, { lagSeconds, design, revocationCheck }) => lagSeconds <= permitted[revocation] || (design === 'session-minted-tokens' && lagSeconds <= 300 && revocationCheck === 'sensitive-actions'))).toEqual([])
  })

  it('never leaves tokens alone where access must end at once', () => {
    expect(breaking(({ revocation }, { design, revocationCheck }) => revocation !== 'immediate' || design === 'session' || revocationCheck !== 'none')).toEqual([])
  })

  it('never lets access go on for longer because more was demanded', () => {
    const rank = (name: 'revocation' | 'risk', answers: Answers) => (name === 'risk' ? risks.indexOf(answers.risk) : revocations.length - revocations.indexOf(answers.revocation))
    const worse = (name: 'revocation' | 'risk', stricter: Answers) => breaking((answers, { lagSeconds }) => rank(name, answers) >= rank(name, stricter) || decide({ ...answers, [name]: stricter[name] }).lagSeconds <= lagSeconds)
    for (const risk of risks) expect(worse('risk', { ...plain, risk }), risk).toEqual([])
    for (const revocation of revocations) expect(worse('revocation', { ...plain, revocation }), revocation).toEqual([])
  })

  it('never drops a check for revoked tokens because more was demanded, unless the tokens go as well', () => {
    const strength = ({ design, revocationCheck }: Decision) => (design === 'session' ? 3 : ['none', 'sensitive-actions', 'every-request'].indexOf(revocationCheck))
    expect(breaking((answers, decision) => answers.risk === 'high' || strength(decide({ ...answers, risk: 'high' })) >= strength(decision))).toEqual([])
    expect(breaking((answers, decision) => strength(decide({ ...answers, revocation: 'immediate' })) >= strength(decision))).toEqual([])
  })

  it('gives no tokens to a team that cannot run them', () => {
    expect(breaking(({ team, identity }, { design }) => team === 'ready' || identity === 'external' || design === 'session')).toEqual([])
  })

  it('gives browsers a session, unless there is no store for it', () => {
    expect(breaking((answers, { design }) => !hasBrowser(answers) || answers.store === 'no' || design !== 'tokens')).toEqual([])
  })

  it('is the same in whatever order the clients come', () => {
    expect(breaking((answers, decision) => JSON.stringify(decide({ ...answers, clients: [...answers.clients].reverse() })) === JSON.stringify(decision))).toEqual([])
  })

  it('names answers that were given as those that decided', () => {
    expect(breaking((answers, { decidedBy }) => decidedBy.some((name) => answered(answers).some(({ question }) => question.name === name)))).toEqual([])
  })
})

describe('what would change it', () => {
  const some = all.filter((_, i) => i % 97 === 0)

  it('leads where it says', () => {
    for (const answers of some) {
      for (const { question, values, how, design } of changesOf(answers)) {
        for (const value of values) {
          const changed = how === 'instead' ? { ...answers, [question.name]: value } : { ...answers, clients: how === 'added' ? [...answers.clients, value as 'spa'] : answers.clients.filter((client) => client !== value) }
          expect(decide(changed).design).toBe(design)
          expect(design).not.toBe(decide(answers).design)
        }
      }
    }
  })

  it('leaves nothing out', () => {
    for (const answers of some) {
      const listed = changesOf(answers).flatMap(({ question, values }) => values.map((value) => `${question.name} ${value}`))
      for (const { question } of answered(answers).filter((entry) => !entry.question.several)) {
        for (const { value } of question.choices) {
          const differs = decide({ ...answers, [question.name]: value }).design !== decide(answers).design
          expect(listed.includes(`${question.name} ${value}`)).toBe(differs)
        }
      }
    }
  })

  it('groups choices with the same end', () => {
    expect(changesOf(plain).map(({ question, values, how, design }) => [question.name, values, how, design])).toEqual([
      ['clients', ['mobile', 'third-party'], 'added', 'session-and-tokens'],
      ['verifiers', ['many', 'edge'], 'instead', 'session-and-tokens'],
      ['store', ['no'], 'instead', 'tokens'],
    ])
  })
})
