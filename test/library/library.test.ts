import { createHash, createSecretKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AuthlintError, defineRule, lintFlow, lintJwks, lintJwt, lintResponse, lintSetCookie } from '../../src/index.ts'
import { testNow } from '../subjects.ts'
import { encode, goodClaims, hmac, unsigned } from '../tokens.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const input = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })}.${encode({ ...goodClaims, client_id: 'web' })}`
const token = `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`

describe('lintJwt', () => {
  it('judges the token inside a signed one', () => {
    const inner = hmac('nacos', goodClaims)
    const outer = `${encode({ alg: 'ES256', cty: 'JWT' })}.${encode(inner)}.AAAA`
    const { subjects, findings } = lintJwt(outer, { now: testNow })
    expect(subjects.map(({ id }) => id)).toEqual(['jwt-1', 'jwt-2'])
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'jwt/weak-secret', subject: 'jwt-2' }))
  })

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

  // RFC 9901 section 8: the issuer's signature over one digest, its disclosure in the unprotected header.
  it('takes an SD-JWT in JSON for one', () => {
    const disclosure = encode(['eluV5Og3gSNII8EYnsxA_A', 'family_name', 'Doe'])
    const claims = { iss: 'https://issuer.example', iat: testNow - 60, exp: testNow + 86400, vct: 'https://credentials.example/id', _sd: [createHash('sha256').update(disclosure).digest('base64url')] }
    const [header, payload] = [encode({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'k1' }), encode(claims)]
    const signature = sign('sha256', Buffer.from(`${header}.${payload}`), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    const judge = (...disclosures: string[]) => lintJwt(JSON.stringify({ payload, protected: header, signature, header: { disclosures } }), { key: { ...publicKey.export({ format: 'jwk' }), kid: 'k1' }, now: testNow })
    const { ok, subjects, findings } = judge(disclosure)
    expect(subjects[0]).toMatchObject({ jwt: { serialization: 'sd-jwt', signature: { status: 'valid' } } })
    expect([ok, findings.filter(({ severity }) => severity !== 'info')]).toEqual([true, []])
    expect(judge(disclosure, encode(['eluV5Og3gSNII8EYnsxA_B', 'age', 7])).findings.map(({ rule }) => rule)).toContain('jwt/sd-jwt-invalid')
  })

  it('throws on an option that there is not, for what is not checked passes', () => {
    const lint = (options: object) => () => lintJwt(token, options)
    expect(lint({ keys: [] })).toThrow('there is no option "keys"')
    for (const [name, meant] of [['keys', 'key'], ['jwks', 'key'], ['aud', 'audience'], ['issuers', 'issuer'], ['algorithm', 'algorithms']] as const) {
      expect(lint({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'USAGE', hint: `Did you mean ${meant}?` }) as Error)
    }
    expect(lint({ keys: undefined })).not.toThrow()
    expect(() => lintJwks('{}', { jwks: 1 } as object)).toThrow('no option')
    expect(() => lintSetCookie('a=1', { uri: 'x' } as object)).toThrow('no option')
  })

  it.each<[object, string]>([
    [{ preset: 'strickt' }, 'the option preset must be recommended, strict,'],
    // Nothing would ever be at or above a level that there is not.
    [{ failOn: 'warning' }, 'the option failOn must be error, warn, info or never, and is "warning"'],
    [{ rules: { 'jwt/missing-exp': 'warning' } }, 'the option rules.jwt/missing-exp must be error, warn, info or off'],
    [{ rules: { 'jwt/expired': ['warn', { grace: 5 }] } }, 'jwt/expired: there is no option "grace"'],
    [{ rules: { 'jwt/stale-authz-claims': ['warn', { warnAboveSecond: 5 }] } }, 'jwt/stale-authz-claims: there is no option "warnAboveSecond"'],
    [{ rules: { 'jwt/stale-authz-claims': ['warn', { warnAboveSeconds: '5' }] } }, 'the option warnAboveSeconds must be a number, and is a text'],
    [{ now: Date.UTC(2026, 0) }, 'the option now must be a Date, or a number of seconds since 1970'],
    [{ now: new Date('soon') }, 'the option now must be a Date'],
    [{ kind: 'access' }, 'the option kind must be access-token,'],
    [{ algorithms: ['ES256', 'es256'] }, 'the option algorithms must be HS256,'],
    [{ clockTolerance: '60' }, 'the option clockTolerance must be a number of seconds, and is "60"'],
    [{ clockTolerance: -1 }, 'the option clockTolerance must be'],
    [{ issuer: 5 }, 'the option issuer must be a text or a list of texts, and is 5'],
    [{ secret: null }, 'the option secret must be a text, octets or a KeyObject, and is null'],
    [{ ownRules: {} }, 'the option ownRules must be a list, and is an object'],
    [{ crack: 'no' }, 'the option crack must be true or false, and is "no"'],
  ])('throws on what an option cannot be: %j', (options, message) => expect(() => lintJwt(token, options)).toThrow(expect.objectContaining({ name: 'AuthlintError', message: expect.stringContaining(message) as unknown }) as Error))

  it('takes one algorithm and one claim without a list', () => {
    expect(lintJwt(token, { now: testNow, algorithms: 'RS256', require: 'tenant' }).findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['jwt/alg-not-allowed', 'jwt/required-claims']))
  })

  it('takes a KeyObject, and a secret as one', () => {
    for (const key of [publicKey, privateKey, [publicKey]]) expect(lintJwt(token, { key, now: testNow }).subjects[0]).toMatchObject({ jwt: { signature: { status: 'valid' } } })
    const secret = createSecretKey(Buffer.from('udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO'))
    for (const options of [{ secret }, { secret: secret.export() }, { key: secret }]) expect(lintJwt(hmac(secret.export()), { ...options, now: testNow }).subjects[0]).toMatchObject({ jwt: { signature: { status: 'valid' } } })
    expect(lintJwks(privateKey).findings.map(({ rule }) => rule)).toContain('jwk/private-key-exposed')
  })

  it('takes keys that were named one by one for no set', () => {
    const withoutKid = hmac('udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO')
    const jwk = (k: string) => ({ kty: 'oct', k: encode(k) })
    const rulesOf = (key: object | readonly object[]) => lintJwt(withoutKid, { key, now: testNow }).findings.map(({ rule }) => rule)
    const keys = [jwk('udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO'), jwk('AyM1SysPpbyDfgZld3umj1qzKObwVMko')]
    expect(rulesOf(keys)).not.toContain('jwt/kid-missing')
    expect(rulesOf({ keys })).toContain('jwt/kid-missing')
  })

  it('takes what else the configuration takes', () => {
    const rulesOf = (options: Parameters<typeof lintJwt>[1]) => lintJwt(token, { now: testNow, ...options }).findings.map(({ rule }) => rule)
    expect(rulesOf({ allow: Object.keys(goodClaims) })).toContain('jwt/unexpected-claim')
    expect(lintJwt(unsigned({ alg: 'none' }), { now: testNow, allowUnsecured: true }).findings.map(({ rule }) => rule)).not.toContain('jwt/alg-none')
    const idToken = unsigned({ alg: 'ES256' }, { ...goodClaims, token_use: 'id', azp: 'other' }, 'AAAA')
    expect(lintJwt(idToken, { now: testNow, clientId: 'web' }).findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['jwt/aud-mismatch', 'jwt/oidc-azp']))
    const remote = unsigned({ alg: 'ES256', jku: 'https://keys.example/a' }, goodClaims, 'AAAA')
    expect(lintJwt(remote, { now: testNow, keyUrls: ['https://keys.example/'] }).findings.map(({ rule }) => rule)).not.toContain('jwt/remote-key-url')
  })

  it('says what it takes to those without types', () => {
    expect(() => lintJwt(token, null as unknown as object)).toThrow('what holds the options must be an object, and is null')
    expect(() => lintJwt(undefined as unknown as string)).toThrow('the token must be a text, and is undefined')
    expect(() => lintSetCookie(new Headers() as unknown as string)).toThrow(expect.objectContaining({ hint: expect.stringContaining('getSetCookie') as unknown }) as Error)
    expect(() => lintSetCookie('a=1', { url: '/login' })).toThrow('the option url must be a whole URL, such as https://app.example.com/login, and is "/login"')
    expect(() => lintResponse({}, { url: '/login' })).toThrow('the option url must be a whole URL')
    for (const response of [null, 'HTTP/1.1 200 OK', Promise.resolve(new Response())]) expect(() => lintResponse(response as object)).toThrow(expect.objectContaining({ message: expect.stringContaining('lintResponse takes a response') as unknown, hint: expect.stringContaining('await') as unknown }) as Error)
    expect(() => lintFlow([{ request: { url: '/login' }, response: {} }])).toThrow('the URL of exchange 1 is not whole: "/login"')
    expect(() => lintFlow([], { events: { logon: 1 } as object })).toThrow('there is no option "events.logon"')
    expect(() => lintJwks('{}', { role: 'pub' as 'public' })).toThrow('the option role must be public or private, and is "pub"')
    expect(() => lintSetCookie('a=1', { roles: { a: 'sesion' as 'session' } })).toThrow(expect.objectContaining({ hint: 'Did you mean session?' }) as Error)
    expect(() => lintSetCookie('a=1', { expect: { a: { secur: true } as object } })).toThrow('there is no option "expect.a.secur"')
    expect(() => lintSetCookie('a=1', { status: '200' as unknown as number })).toThrow('the option status must be a status of HTTP')
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
    const flags = 'Path=/; Secure; HttpOnly; SameSite=Lax'
    const { findings, subjects } = lintSetCookie([`__Host-id=${unsigned({ alg: 'none' }, { sub: 'u' })}; ${flags}`, 'theme=dark; Secure; Path=/; SameSite=Lax'], { now: testNow })
    expect(subjects.map(({ id }) => id)).toEqual(['cookie-1', 'cookie-2', 'jwt-1'])
    expect(findings.filter(({ rule }) => rule === 'jwt/alg-none')).toMatchObject([{ subject: 'jwt-1', location: { input: 'Set-Cookie 1', column: 12 } }])
    const long = unsigned({ alg: 'none' }, { sub: 'u'.repeat(300) })
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
