// Tokens that the requests of a recording send, judged and verified by the built command.
import { CompactEncrypt, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { recording } from '../flows.ts'
import { encode, goodClaims, hmac, unsigned } from '../tokens.ts'
import { testNow } from '../subjects.ts'
import { authlint, temporary } from './command.ts'

const secret = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKtB4vYq'
interface Report {
  readonly subjects: readonly { readonly kind: string; readonly jwt?: { readonly signature: { readonly status: string } } }[]
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly location: { readonly line: number } }[]
}

async function scan(text: string, ...options: string[]): Promise<{ status: number | null; report: Report; tokens: Report['subjects']; rules: string[]; out: string }> {
  const outcome = await authlint(['scan', temporary('recording.http', text), '--no-config', '--format', 'json', ...options], { env: { SECRET: secret } })
  const report = JSON.parse(outcome.out) as Report
  return { status: outcome.status, report, tokens: report.subjects.filter(({ kind }) => kind === 'jwt'), rules: report.findings.map(({ rule }) => rule), out: outcome.out }
}

const token = (more: object = {}) => hmac(secret, { ...goodClaims, ...more })
const api = (text: string, time = testNow) => ({ request: 'GET /orders', fields: [`Authorization: Bearer ${text}`], content: {}, time })

describe('tokens of requests', () => {
  it.each([
    ['Authorization', { fields: [`Authorization: Bearer ${token()}`] }],
    ['a cookie', { fields: [`Cookie: theme=dark; app=${token()}`] }],
    ['a cookie in percent-encoding', { fields: [`Cookie: app=Bearer%20${token().replaceAll('.', '%2E')}`] }],
    ['a cookie that Express signed', { fields: [`Cookie: theme=dark; app=s%3A${token()}.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow`] }],
    ['a form', { body: `grant_type=refresh_token&refresh_token=${token()}` }],
    ['JSON', { body: { data: { refreshToken: token() } } }],
    ['a field of its own', { fields: [`X-Access-Token: ${token()}`] }],
  ])('are judged: %s', async (_, sent) => {
    const { tokens, rules, out } = await scan(recording({ request: 'POST /orders', ...sent, time: testNow }))
    expect(tokens.length).toBe(1)
    expect(rules).not.toContain('jwt/malformed')
    expect(out).not.toContain(token().split('.')[2])
  })

  it('are judged once, however often they are sent and wherever they came from', async () => {
    const one = token()
    const { tokens } = await scan(recording({ request: 'POST /login', body: 'user=ada&password=x', content: { access_token: one } }, api(one), api(one), { request: 'GET /b', fields: [`Cookie: t=${one}`] }, api(token({ jti: 'another-one-0001' }))))
    expect(tokens.length).toBe(2)
  })

  it('are placed where the answer begins', async () => {
    const text = recording(api(unsigned({ alg: 'none' })))
    const { report } = await scan(text)
    const line = text.split('\n').findIndex((each) => each.startsWith('HTTP/1.1 200')) + 1
    expect(report.findings.filter(({ rule }) => rule === 'jwt/alg-none').map(({ location }) => location.line)).toEqual([line])
  })

  it('are judged as of the time of the exchange', async () => {
    const long = 400 * 86400
    const old = token({ iat: testNow - long, exp: testNow - long + 600 })
    expect((await scan(recording(api(old, testNow - long + 60)))).rules).not.toContain('jwt/expired')
    expect((await scan(recording(api(old, testNow - long + 6000)))).rules).toContain('jwt/expired')
    expect((await scan(recording(api(old, testNow - long + 60)), '--now', String(testNow))).rules).toContain('jwt/expired')
  })

  it('are no nonsense when the clock of the server is wrong', async () => {
    const har = (date: number) =>
      JSON.stringify({
        log: {
          version: '1.2',
          entries: [
            {
              startedDateTime: new Date(testNow * 1000).toISOString(),
              request: { method: 'GET', url: 'https://app.example.com/', headers: [{ name: 'Authorization', value: `Bearer ${token()}` }] },
              response: { status: 200, headers: [{ name: 'Date', value: new Date(date * 1000).toUTCString() }], content: {} },
            },
          ],
        },
      })
    for (const date of [0, testNow - 86400 * 365, testNow + 86400 * 365]) {
      expect((await scan(har(date))).rules.filter((rule) => /expired|not-yet|future|nbf|iat/.test(rule)), String(date)).toEqual([])
    }
  })

  it('are no tokens when they only look like it', async () => {
    const { tokens } = await scan(recording({ request: 'GET /', fields: ['Cookie: host=www.example.com; v=eyJ1.eyJ2', `Cookie: j=${encode({ a: 1 })}`], time: testNow }))
    expect(tokens).toEqual([])
  })
})

describe('keys', () => {
  it('verify them', async () => {
    const text = recording(api(token()), api(hmac('other-secret-that-is-long-enough-0123456789', { ...goodClaims, jti: 'b' })))
    const without = await scan(text)
    expect(without.rules).not.toContain('jwt/signature-invalid')
    const { rules } = await scan(text, '--secret', 'env:SECRET')
    expect([rules.filter((rule) => rule === 'jwt/signature-invalid').length, rules.includes('jwt/signature-not-checked')]).toEqual([1, false])
  })

  it('expect an audience of access tokens, not of what goes with them', async () => {
    const access = token({ aud: 'https://elsewhere.example', scope: 'a', client_id: 'c' })
    const id = hmac(secret, { ...goodClaims, aud: 'web', nonce: 'n-0S6_WzA2Mj' })
    const answer = recording({ request: 'POST /token', body: 'grant_type=authorization_code&code=x', content: { access_token: access, id_token: id, token_type: 'Bearer' }, time: testNow })
    const { report } = await scan(answer, '--secret', 'env:SECRET', '--aud', 'https://api.example')
    expect(report.findings.filter(({ rule }) => rule === 'jwt/aud-mismatch').length).toBe(1)
    expect((await scan(answer, '--aud', 'https://elsewhere.example')).rules).not.toContain('jwt/aud-mismatch')
  })

  it('of the issuer are not asked of what only the issuer reads', async () => {
    const refresh = hmac('a-secret-of-the-issuer-alone-0123456789abc', { ...goodClaims, jti: 'r' }, { alg: 'HS256', typ: 'rt+jwt' })
    const { report } = await scan(recording({ request: 'POST /auth/refresh', body: { refresh_token: refresh }, time: testNow }), '--secret', 'env:SECRET')
    expect(report.findings.filter(({ rule, severity }) => rule.startsWith('jwt/signature') && severity === 'error')).toEqual([])
  })
})

describe('encrypted tokens', async () => {
  const recipient = await generateKeyPair('ECDH-ES+A256KW', { extractable: true })
  const text = await new CompactEncrypt(Buffer.from(token())).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT', kid: 'enc' }).encrypt(recipient.publicKey)
  const key = temporary('recipient.json', JSON.stringify({ ...(await exportJWK(recipient.privateKey)), kid: 'enc' }))
  const answer = recording({ request: 'POST /token', body: 'grant_type=refresh_token&refresh_token=8xLOxBtZp8Zk3vQ9', content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x', token_type: 'Bearer', id_token: text }, answer: ['Cache-Control: no-store'], time: testNow })
  const cookie = recording({ request: 'GET /', answer: [`Set-Cookie: __Host-session=${text}; Path=/; Secure; HttpOnly; SameSite=Lax`], time: testNow })
  const statuses = async (recorded: string, ...options: string[]) => {
    const { tokens, rules, out } = await scan(recorded, ...options)
    expect(out).not.toContain(token().split('.')[2])
    return { found: tokens.map(({ jwt }) => jwt?.signature.status), unchecked: rules.includes('jwt/signature-not-checked') }
  }

  it('are opened with the key of the recipient, and what is inside is judged', async () => {
    expect(await statuses(answer, '--key', key, '--secret', 'env:SECRET')).toEqual({ found: ['valid', 'valid'], unchecked: false })
    expect((await statuses(answer, '--key', key, '--secret', 'another secret of more than 32 octets')).found).toEqual(['invalid', 'invalid'])
  })

  it('that no key opens are not passed', async () => {
    const { report } = await scan(answer, '--secret', 'env:SECRET')
    expect(report.findings.filter(({ rule }) => rule.startsWith('jwt/signature')).map(({ severity }) => severity)).toEqual(['error'])
  })

  // Only the server that set it has the key.
  it('in a cookie are for the server alone, and opened where its key is given', async () => {
    const { report } = await scan(cookie, '--secret', 'env:SECRET')
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect((await statuses(cookie, '--key', key, '--secret', 'env:SECRET')).found).toEqual(['valid', 'valid'])
  })
})
