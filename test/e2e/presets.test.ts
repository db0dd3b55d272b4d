import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testNow } from '../subjects.ts'
import { encode, goodClaims } from '../tokens.ts'
import { authlint, temporary, type Outcome } from './command.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = temporary('presets.pem', publicKey.export({ type: 'spki', format: 'pem' }) as string)
const signed = (claims: object, header: object = {}): string => {
  const input = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
const token = signed({ ...goodClaims, client_id: 'web' })

interface Report {
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly references: readonly string[] }[]
  readonly manual?: readonly { readonly requirement: string }[]
}
const lint = (text: string, preset: string, ...words: string[]): Promise<Outcome> =>
  authlint(['jwt', text, '--no-config', '--key', key, '--now', String(testNow), '--preset', preset, '--format', 'json', ...words])
const report = ({ out }: Outcome): Report => JSON.parse(out) as Report
const errors = (outcome: Outcome): string[] => report(outcome).findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

describe('presets', () => {
  it('strict fails on a warning, unless told otherwise', async () => {
    const { aud: _, ...claims } = { ...goodClaims, client_id: 'web' }
    const old = signed({ ...claims, aud: goodClaims.aud, exp: goodClaims.iat + 20 * 60 })
    const strict = await lint(old, 'strict')
    expect([strict.status, errors(strict)]).toEqual([1, []])
    expect((await lint(old, 'strict', '--fail-on', 'error')).status).toBe(0)
    expect((await lint(old, 'recommended')).status).toBe(0)
  })

  it('rfc9068-access-token wants the type and the claims of RFC 9068', async () => {
    expect((await lint(token, 'rfc9068-access-token')).status).toBe(0)
    expect(errors(await lint(signed({ ...goodClaims, client_id: 'web' }, { typ: 'JWT' }), 'rfc9068-access-token'))).toEqual(['jwt/typ-mismatch'])
    expect(errors(await lint(signed(goodClaims), 'rfc9068-access-token'))).toEqual(['jwt/required-claims'])
    const hmac = await lint(signed({ ...goodClaims, client_id: 'web' }, { alg: 'HS256' }), 'rfc9068-access-token')
    expect(errors(hmac)).toContain('jwt/alg-not-allowed')
  })

  it('oidc-id-token takes tokens for ID tokens', async () => {
    expect(errors(await lint(signed({ iss: goodClaims.iss, exp: goodClaims.exp, iat: goodClaims.iat }, { typ: 'JWT' }), 'oidc-id-token'))).toContain('jwt/required-claims')
    expect(errors(await lint(signed({ ...goodClaims, aud: 'client' }, { typ: 'JWT' }), 'oidc-id-token'))).toEqual([])
    expect(errors(await lint(token, 'oidc-id-token'))).toContain('jwt/typ-mismatch')
    // An option says otherwise.
    expect(errors(await lint(token, 'oidc-id-token', '--kind', 'access-token'))).not.toContain('jwt/typ-mismatch')
  })

  it.each(['asvs-l1', 'asvs-l2', 'asvs-l3'])('%s wants algorithms named, and leaves requirements to people', async (preset) => {
    const outcome = await lint(token, preset)
    expect(outcome.status).toBe(0)
    expect(report(outcome).findings.filter(({ rule }) => rule === 'jwt/alg-not-allowed')).toEqual([expect.objectContaining({ severity: 'info' })])
    // ASVS 5.0, 7.2.1: that verification happens in a backend is not to be seen in a token.
    expect(report(outcome).manual?.map(({ requirement }) => requirement)).toContain('ASVS 7.2.1')
    const named = await lint(token, preset, '--alg', 'ES256')
    expect(report(named).findings.map(({ rule }) => rule)).not.toContain('jwt/alg-not-allowed')
    const expired = await lint(signed({ ...goodClaims, exp: testNow - 3600, iat: testNow - 4500 }), preset)
    expect(report(expired).findings.find(({ rule }) => rule === 'jwt/expired')?.references).toContain('ASVS 9.2.1')
  })

  it('is taken from the configuration, whose gate counts over that of the preset', async () => {
    const config = temporary('strict.json', JSON.stringify({ preset: 'strict', failOn: 'never' }))
    const outcome = await authlint(['jwt', signed({ sub: '1' }), '--config', config, '--now', String(testNow), '--format', 'json'])
    expect(outcome.status).toBe(0)
    expect(errors(outcome)).toContain('jwt/missing-exp')
  })
})

describe('--print-config', () => {
  const print = (...words: string[]) => authlint(['jwt', '--print-config', ...words])

  it('prints what counts: options over the file, the file over the preset', async () => {
    const file = temporary('print.json', JSON.stringify({ preset: 'strict', jwt: { issuer: 'https://a.example', audience: 'x' }, rules: { 'jwt/missing-jti': 'off' }, cookies: { only: true } }))
    const { status, out, err } = await print('--config', file, '--iss', 'https://b.example', '--rule', 'jwt/alg-none=info', '--fail-on', 'info')
    expect(status).toBe(0)
    expect(err).toContain(file)
    const config = JSON.parse(out) as { rules: Record<string, unknown> }
    expect(config).toMatchObject({ preset: 'strict', failOn: 'info', jwt: { issuer: ['https://b.example'], audience: 'x' }, cookies: { only: true } })
    expect(config.rules).toMatchObject({ 'jwt/missing-jti': 'off', 'jwt/alg-none': 'info', 'jwt/alg-not-preferred': 'warn' })
    expect(config.rules['jwt/alg-not-allowed']).toEqual(['error', expect.objectContaining({ algorithms: expect.arrayContaining(['ES256']) as unknown })])
  })

  it('prints a configuration that does the same', async () => {
    for (const preset of ['recommended', 'strict', 'rfc9068-access-token', 'oidc-id-token', 'asvs-l3']) {
      const printed = temporary(`${preset}.json`, (await print('--no-config', '--preset', preset)).out)
      const bad = signed({ ...goodClaims, client_id: 'web', exp: goodClaims.iat + 86_400 * 30 }, { typ: 'JWT' })
      const words = ['--now', String(testNow), '--format', 'json']
      const [first, second] = [await authlint(['jwt', bad, '--no-config', '--preset', preset, ...words]), await authlint(['jwt', bad, '--config', printed, ...words])]
      expect([second.status, report(second).findings]).toEqual([first.status, report(first).findings])
    }
  })

  it('reads no token, and refuses a configuration that is wrong', async () => {
    expect((await print('--no-config', 'not a token')).status).toBe(0)
    expect((await print('--config', temporary('wrong.json', '{"presett": "strict"}'))).status).toBe(2)
  })
})
