// Facts that were computed about hundreds of public tokens, held against what the rules say of them.
import { isUtf8 } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../src/core/policy.ts'
import { lint } from '../../../src/engine/lint.ts'
import { activeRules } from '../../../src/engine/settings.ts'
import { keyRing } from '../../../src/jwt/keys.ts'
import { parseKeys } from '../../../src/jwt/load-keys.ts'
import { rules } from '../../../src/rules/index.ts'
import { corpus } from '../../corpus.ts'
import { jwtSubject, testNow, type JwtCase } from '../../subjects.ts'

interface PublicToken {
  readonly id: string
  readonly token: string
  readonly header: Readonly<Record<string, unknown>> | null
  readonly signature: string
  readonly facts: {
    readonly parts: number
    readonly algNone?: boolean
    readonly emptySignature?: boolean
    readonly strictBase64url: boolean
    readonly payloadIsJsonObject: boolean | null
    readonly rsaBits?: number
  }
}

interface Vector {
  readonly id: string
  readonly token: unknown
  readonly key: unknown
  readonly expected: 'valid' | 'invalid'
  readonly disputed?: unknown
}

const active = activeRules(rules).get('jwt') ?? []
const judge = (token: string, circumstances: JwtCase = {}) => lint(jwtSubject(token, circumstances), active, { policy: defaultPolicy, now: testNow })
const errorsOf = (token: string): ReadonlySet<string> => new Set(judge(token).flatMap(({ severity, rule }) => (severity === 'error' ? [rule] : [])))

const tokens = corpus<PublicToken>('jwts-public.ndjson')
const vectors = corpus<Vector>('wycheproof-jws.ndjson')?.filter(({ disputed }) => disputed === undefined)

describe.skipIf(!tokens)('public tokens', () => {
  /** Every row about which the fact and the finding differ. */
  const differing = (applies: (row: PublicToken) => boolean, fact: (row: PublicToken) => boolean, found: (errors: ReadonlySet<string>, row: PublicToken) => boolean) => {
    const rows = (tokens ?? []).filter(applies)
    expect(rows.length).toBeGreaterThan(10)
    return rows.filter((row) => fact(row) !== found(errorsOf(row.token), row)).map(({ id }) => id)
  }

  it('are unsigned', () => {
    expect(differing(() => true, ({ facts }) => facts.algNone === true, (errors) => errors.has('jwt/alg-none'))).toEqual([])
  })

  it('have an empty signature, or one that none contradicts', () => {
    expect(
      differing(
        ({ facts }) => facts.parts === 3,
        ({ facts }) => (facts.emptySignature === true) !== (facts.algNone === true),
        (errors) => errors.has('jwt/signature-missing'),
      ),
    ).toEqual([])
  })

  it('hold other characters than base64url', () => {
    expect(differing(({ facts }) => !facts.strictBase64url, () => true, (errors) => errors.has('jwt/invalid-base64url') || errors.has('jwt/malformed'))).toEqual([])
  })

  it('are well formed where they verify and hold claims', () => {
    expect(differing(({ facts, signature }) => signature === 'verifies with key' && facts.payloadIsJsonObject === true, () => false, (errors) => errors.has('jwt/malformed') || errors.has('jwt/invalid-base64url'))).toEqual([])
  })

  it('have claims that are no JSON object', () => {
    const isNested = ({ header }: PublicToken) => String(header?.['cty']).toUpperCase() === 'JWT'
    // The facts were computed with a lenient decoder; RFC 7519 section 7.2 demands UTF-8.
    const isClean = ({ token }: PublicToken) => isUtf8(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
    expect(
      differing(
        (row) => row.facts.parts === 3 && !isNested(row),
        (row) => row.facts.payloadIsJsonObject === false || !isClean(row),
        (errors) => errors.has('jwt/invalid-json') || errors.has('jwt/malformed'),
      ),
    ).toEqual([])
  })

  it('are signed with a small RSA key', () => {
    expect(differing(({ facts }) => facts.rsaBits !== undefined, ({ facts }) => (facts.rsaBits ?? 0) < 2048, (errors) => errors.has('jwt/rsa-key-too-small'))).toEqual([])
  })

  it('are not called malformed where they verify', () => {
    expect(differing(({ signature }) => signature === 'verifies with key', () => false, (errors) => errors.has('jwt/signature-malformed') || errors.has('jwt/alg-unrecognized'))).toEqual([])
  })
})

describe.skipIf(!vectors)('Wycheproof signatures', () => {
  const errors = ({ token, key }: Vector) => judge(String(token), { keys: keyRing(parseKeys(Buffer.from(JSON.stringify(key)), 'file key.json')) }).filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
  /** What says that a signature must not be trusted. The payloads are no claims, which is beside the point here. */
  const refusals = ['jwt/signature-invalid', 'jwt/signature-missing', 'jwt/alg-none', 'jwt/alg-key-mismatch', 'jwt/signed-with-public-key']

  it('are refused where they must be, and only there', () => {
    expect(vectors?.length).toBeGreaterThan(150)
    const wrong = vectors?.filter((vector) => (vector.expected === 'invalid') !== errors(vector).some((rule) => refusals.includes(rule))).map(({ id, expected }) => `${id} ${expected}`)
    expect(wrong).toEqual([])
  })
})
