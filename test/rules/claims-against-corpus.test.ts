// Tokens from the tests and documentation of many programs, with facts about them that were computed independently.
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Rule } from '../../src/core/rule.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules } from '../../src/engine/settings.ts'
import type { Jwt } from '../../src/jwt/jwt.ts'
import { rules } from '../../src/rules/index.ts'
import { corpus } from '../corpus.ts'
import { jwtSubject } from '../subjects.ts'

interface Row {
  readonly id: string
  readonly token: string
  readonly facts: {
    readonly payloadIsJsonObject: boolean | null
    readonly noExp?: boolean
    readonly expiredAt2026_11_20?: boolean
    readonly nonNumericDates?: readonly string[]
    readonly missingClaims?: readonly string[]
  }
}

/** 2026-11-20 00:00:00 UTC, to which the facts refer. */
const then = 1795132800

const rows = corpus<Row>('jwts-public.ndjson')?.filter(({ facts }) => facts.payloadIsJsonObject === true)
const jwtRules = activeRules(rules as readonly Rule[]).get('jwt') ?? []
const judged = rows?.map((row) => {
  const subject = jwtSubject(row.token, { now: then, policy: { clockTolerance: 0 }, crack: false })
  const findings = lint(subject, jwtRules, { policy: { ...defaultPolicy, clockTolerance: 0 }, now: then })
  return { ...row, subject: subject as Jwt, found: new Set(findings.map(({ rule, location }) => `${rule} ${location.pointer ?? ''}`)), rules: new Set(findings.map(({ rule }) => rule)) }
})

describe.skipIf(!judged)('claims of public tokens', () => {
  const all = judged ?? []

  it('are there', () => expect(all.length).toBeGreaterThan(400))

  it.each(all.filter(({ facts }) => facts.noExp !== undefined).map((row) => [row.id, row] as const))('%s: expires or not', (_, { facts, rules: found, subject }) => {
    expect(found.has('jwt/missing-exp')).toBe(facts.noExp && !['dpop-proof', 'key-binding', 'security-event'].includes(subject.type.kind))
  })

  it.each(all.filter(({ facts }) => facts.expiredAt2026_11_20 !== undefined).map((row) => [row.id, row] as const))('%s: expired or not', (_, { facts, rules: found, subject }) => {
    const readable = !found.has('jwt/time-invalid') || typeof subject.claims['exp'] === 'number'
    expect(found.has('jwt/expired')).toBe(facts.expiredAt2026_11_20 && readable && Number(subject.claims['exp']) >= 0)
    expect(subject.claimsCheck.failed.includes('exp')).toBe(facts.expiredAt2026_11_20 || !readable)
  })

  it.each(all.filter(({ facts }) => facts.nonNumericDates).map((row) => [row.id, row] as const))('%s: times that are no numbers', (_, { facts, found }) => {
    for (const name of facts.nonNumericDates ?? []) expect(found).toContain(`jwt/time-invalid claims.${name}`)
  })

  it.each(all.filter(({ subject, facts }) => facts.missingClaims && subject.type.kind === 'generic' && !subject.type.ownProfile).map((row) => [row.id, row] as const))(
    '%s: what is missing',
    (_, { facts, rules: found }) => {
      for (const name of facts.missingClaims ?? []) expect(found).toContain(`jwt/missing-${name}`)
    },
  )
})
