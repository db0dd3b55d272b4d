import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AuthlintError, defineRule, lintJwks, lintJwt, lintSetCookie } from '../../src/index.ts'
import { testNow } from '../subjects.ts'
import { encode, goodClaims, hmac } from '../tokens.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const input = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })}.${encode({ ...goodClaims, client_id: 'web' })}`
const token = `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`

describe('lintJwt', () => {
  it('verifies with a key in any form', () => {
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' }
    for (const key of [publicKey.export({ type: 'spki', format: 'pem' }) as string, publicKey.export({ type: 'spki', format: 'der' }), jwk, { keys: [jwk] }, JSON.stringify(jwk)]) {
      const { ok, subjects, findings } = lintJwt(token, { key, now: testNow, audience: goodClaims.aud })
      expect(subjects[0]).toMatchObject({ jwt: { signature: { status: 'valid' }, claimsCheck: { status: 'ok' } } })
      expect([ok, findings.filter(({ severity }) => severity !== 'info')]).toEqual([true, []])
    }
  })

  it('says what is wrong, and takes a Date for a clock', () => {
    const { ok, findings } = lintJwt(`Bearer ${token}`, { now: new Date((testNow + 5000) * 1000), audience: 'https://other.example' })
    expect(ok).toBe(false)
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['jwt/expired', 'jwt/aud-mismatch']))
  })

  it('throws on an option that there is not, for what is not checked passes', () => {
    const lint = (options: object) => () => lintJwt(token, options)
    expect(lint({ keys: [] })).toThrow('there is no option "keys"')
    for (const [name, meant] of [['keys', 'key'], ['jwks', 'key'], ['aud', 'audience'], ['issuers', 'issuer'], ['algorithm', 'algorithms']] as const) {
      expect(lint({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'USAGE', hint: `Did you mean ${meant}?` }) as Error)
    }
    expect(lint({ preset: 'strickt' })).toThrow('there is no preset "strickt"')
    expect(lint({ keys: undefined })).not.toThrow()
    expect(() => lintJwks('{}', { jwks: 1 } as object)).toThrow('no option')
    expect(() => lintSetCookie('a=1', { uri: 'x' } as object)).toThrow('no option')
  })

  it('says what it takes to those without types', () => {
    expect(() => lintJwt(undefined as unknown as string)).toThrow('the token must be a text, and is undefined')
    expect(() => lintSetCookie(new Headers() as unknown as string)).toThrow(expect.objectContaining({ hint: expect.stringContaining('getSetCookie') as unknown }) as Error)
    expect(() => lintSetCookie('a=1', { url: '/login' })).toThrow('the option url is no URL: "/login"')
  })

  it('throws on what is no token and on a rule that is none', () => {
    expect(() => lintJwt('hello')).toThrow(AuthlintError)
    expect(() => lintJwt(token, { rules: { 'jwt/alg-nonee': 'off' } })).toThrow(/jwt\/alg-nonee/)
  })

  it('switches rules off and changes the gate', () => {
    const weak = hmac('secret')
    expect(lintJwt(weak, { now: testNow, rules: { 'jwt/weak-secret': 'off' } }).findings.map(({ rule }) => rule)).not.toContain('jwt/weak-secret')
    expect(lintJwt(weak, { now: testNow, failOn: 'never' }).ok).toBe(true)
    expect(lintJwt(weak, { now: testNow, crack: false }).findings.map(({ rule }) => rule)).not.toContain('jwt/weak-secret')
  })

  it('runs rules of the caller', () => {
    const ownRule = defineRule({
      id: 'jwt/tenant-missing',
      meta: {
        kind: 'jwt',
        severity: 'error',
        confidence: 'certain',
        since: '1.0.0',
        summary: 'No tenant.',
        rationale: 'Every token of ours names a tenant.',
        remediation: 'Add it.',
        references: [],
        messages: { missing: 'There is no tenant claim.' },
        examples: { bad: [], good: [] },
      },
      check({ claims }, { report }) {
        if (claims['tenant'] === undefined) report({ messageId: 'missing', at: 'claims' })
      },
    })
    expect(lintJwt(token, { now: testNow, ownRules: [ownRule] }).findings[0]).toMatchObject({ rule: 'jwt/tenant-missing', message: 'There is no tenant claim.' })
  })
})

describe('lintSetCookie', () => {
  it('judges each header by itself and never splits at commas', () => {
    const { subjects, ok } = lintSetCookie(['__Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt; Path=/; Secure; HttpOnly; SameSite=Lax', 'cart=a,b=2; Secure; Path=/; SameSite=Lax'], {
      url: 'https://app.example.com/login',
      now: testNow,
    })
    expect(subjects.map(({ id }) => id)).toEqual(['cookie-1', 'cookie-2'])
    expect(ok).toBe(true)
  })

  it('judges the tokens in cookies, also one that was cut in two', () => {
    const unsigned = (claims: object) => [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.'
    const flags = 'Path=/; Secure; HttpOnly; SameSite=Lax'
    const { findings, subjects } = lintSetCookie([`__Host-id=${unsigned({ sub: 'u' })}; ${flags}`, 'theme=dark; Secure; Path=/; SameSite=Lax'], { now: testNow })
    expect(subjects.map(({ id }) => id)).toEqual(['cookie-1', 'cookie-2', 'jwt-1'])
    expect(findings.filter(({ rule }) => rule === 'jwt/alg-none')).toMatchObject([{ subject: 'jwt-1', location: { input: 'Set-Cookie 1', column: 12 } }])
    const long = unsigned({ sub: 'u'.repeat(300) })
    const parts = lintSetCookie([`id.0=${long.slice(0, 200)}; ${flags}`, `id.1=${long.slice(200)}; ${flags}`], { now: testNow })
    expect(parts.findings.filter(({ rule }) => rule === 'jwt/alg-none')).toMatchObject([{ subject: 'jwt-1', location: { input: 'Set-Cookie 1' } }])
    expect(lintSetCookie(`id=; Max-Age=0; ${flags}`, { now: testNow }).subjects).toHaveLength(1)
  })

  it('knows from the status what kind of response set it', () => {
    const rulesOf = (status?: number) => lintSetCookie('a=1; Path=/; Secure; SameSite=Lax', { now: testNow, ...(status === undefined ? {} : { status }) }).findings.map(({ rule }) => rule)
    expect([rulesOf(103), rulesOf(200), rulesOf()].map((rules) => rules.includes('cookie/unusual-response'))).toEqual([true, false, false])
  })

  it('takes a role for a cookie', () => {
    const { subjects } = lintSetCookie('x=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jf', { roles: { x: 'session' }, now: testNow })
    expect(subjects[0]).toMatchObject({ cookie: { role: 'session', roleConfidence: 'certain' } })
  })
})
