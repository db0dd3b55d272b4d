// Facts about a token and what it goes with: embedded keys, certificates, token hashes, DPoP.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { encode, goodClaims, hmac } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'
import { ed25519, issue, openssl, p256, read, rsa, write } from './openssl.ts'

const es = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwkOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' })

function es256(header: object, claims: unknown = goodClaims, { privateKey }: { privateKey: KeyObject } = es): string {
  const input = `${encode({ alg: 'ES256', ...header })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

describe('a key inside the header', () => {
  const token = es256({ jwk: jwkOf(es) })

  it('never makes a token valid', () => {
    expect(examine(token).signature).toMatchObject({ status: 'not-checked', code: 'no-key' })
    expect(examine(token).embeddedKey).toEqual({ member: 'jwk', verifies: true, trusted: false })
    expect(examine(token, keysOf(jwkOf(other)))).toMatchObject({ signature: { status: 'invalid', code: 'mismatch' }, embeddedKey: { verifies: true, trusted: false } })
  })
  it('is trusted when it was handed in, too', () => expect(examine(token, keysOf(jwkOf(es)))).toMatchObject({ signature: { status: 'valid' }, embeddedKey: { verifies: true, trusted: true } }))
  it('may not even verify', () => expect(examine(es256({ jwk: jwkOf(other) })).embeddedKey).toEqual({ member: 'jwk', verifies: false, trusted: false }))
  it('is absent when it cannot be read', () => {
    for (const jwk of [7, 'x', {}, { kty: 'EC' }, { kty: 'oct', k: '' }, { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }]) expect(examine(es256({ jwk })).embeddedKey).toBeUndefined()
  })
})

describe('certificates in the header', () => {
  let leaf: X509Certificate
  let keys: { privateKey: KeyObject }
  const x5c = (...names: string[]) => names.map((name) => new X509Certificate(read(`${name}.crt`)).raw.toString('base64'))

  beforeAll(() => {
    issue('header-ca', p256)
    openssl('genpkey', ...p256, '-out', 'header-leaf.key')
    openssl('req', '-new', '-key', 'header-leaf.key', '-subj', '/CN=leaf', '-out', 'header-leaf.csr')
    openssl('x509', '-req', '-in', 'header-leaf.csr', '-CA', 'header-ca.crt', '-CAkey', 'header-ca.key', '-CAcreateserial', '-days', '30', '-out', 'header-leaf.crt')
    leaf = new X509Certificate(read('header-leaf.crt'))
    keys = { privateKey: createPrivateKey(read('header-leaf.key')) }
  })

  it('give their dates, and whether they hold the key', () => {
    const facts = examine(es256({ x5c: x5c('header-leaf', 'header-ca') }, goodClaims, keys), keysOf(read('header-leaf.crt').toString()))
    expect(facts).toMatchObject({
      signature: { status: 'valid' },
      embeddedKey: { member: 'x5c', verifies: true, trusted: true },
      certificate: { matchesKey: true, notBefore: Date.parse(leaf.validFrom) / 1000 },
    })
    expect(facts.certificate?.problem).toBeUndefined()
    expect((facts.certificate?.notAfter ?? 0) - (facts.certificate?.notBefore ?? 0)).toBe(30 * 86_400)
  })

  it('may belong to another key', () => {
    const facts = examine(es256({ x5c: x5c('header-ca') }), keysOf(jwkOf(es)))
    expect(facts).toMatchObject({ signature: { status: 'valid' }, embeddedKey: { verifies: false, trusted: false }, certificate: { matchesKey: false } })
  })

  it('are held against their thumbprints', () => {
    const thumbprint = (hash: string) => createHash(hash).update(leaf.raw).digest('base64url')
    const matches = (header: object) => examine(es256({ x5c: x5c('header-leaf'), ...header }, goodClaims, keys)).certificate?.thumbprintMatches
    expect(matches({ x5t: thumbprint('sha1'), 'x5t#S256': thumbprint('sha256') })).toBe(true)
    expect(matches({ x5t: thumbprint('sha1'), 'x5t#S256': thumbprint('sha1') })).toBe(false)
    expect(matches({ x5t: Buffer.from(leaf.fingerprint.replaceAll(':', '')).toString('base64url') }), 'as Auth0 writes it').toBe(true)
    expect(matches({})).toBeUndefined()
    const byCertificate = examine(es256({ x5t: thumbprint('sha1') }, goodClaims, keys), keysOf(read('header-leaf.crt').toString()))
    expect(byCertificate.certificate).toEqual({ thumbprintMatches: true })
  })

  it.each([
    ['x5c is not a list of certificates', 7],
    ['x5c is not a list of certificates', []],
    ['x5c[0] is not a certificate', ['AAAA']],
    ['x5c[0] is not a certificate', [7]],
  ])('%s', (problem, value) => expect(examine(es256({ x5c: value })).certificate).toEqual({ problem }))
  it('may not be a chain', () => expect(examine(es256({ x5c: x5c('header-ca', 'header-leaf') })).certificate?.problem).toBe('x5c[1] did not issue x5c[0]'))
})

describe('token hashes', () => {
  // OpenID Connect Core, appendix A.3 and A.6: alg RS256, these tokens, these hashes.
  it('match the examples of OpenID Connect Core', () => {
    const claims = { at_hash: '77QmUPtjPfzWtF2AnpK9RQ', c_hash: 'LDktKdoQak3Pk0cnXxCltA' }
    const token = `${encode({ alg: 'RS256' })}.${encode(claims)}.AAAA`
    const policy = { accessToken: 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y', authorizationCode: 'Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk' }
    expect(examine(token, [], policy).hashes).toEqual({ at_hash: 'match', c_hash: 'match' })
    expect(examine(token, [], { ...policy, accessToken: 'other', state: 'x' }).hashes).toEqual({ at_hash: 'mismatch', c_hash: 'match', s_hash: 'missing' })
    expect(examine(token).hashes).toBeUndefined()
  })

  it.each([
    ['HS384', 'sha384', 0],
    ['ES512', 'sha512', 0],
    ['EdDSA', 'sha512', 0],
    ['Ed25519', 'sha512', 0],
    ['ES256K', 'sha256', 0],
    ['Ed448', 'shake256', 114],
    ['ML-DSA-65', 'shake256', 64],
  ])('under %s are the left half of %s', (alg, hash, outputLength) => {
    const digest = createHash(hash, outputLength > 0 ? { outputLength } : {}).update('token').digest()
    const token = `${encode({ alg })}.${encode({ at_hash: digest.subarray(0, digest.length / 2).toString('base64url') })}.AAAA`
    expect(examine(token, [], { accessToken: 'token' }).hashes).toEqual({ at_hash: 'match' })
  })

  it('are not judged where no hash is known', () => expect(examine(`${encode({ alg: 'none' })}.${encode({ at_hash: 'x' })}.`, [], { accessToken: 'a' }).hashes).toEqual({}))
})

describe('a DPoP proof', () => {
  const claims = { jti: 'x', htm: 'GET', htu: 'https://api.example/', iat: 1 }
  const proof = (header: object = {}, more: object = {}) => es256({ typ: 'dpop+jwt', jwk: jwkOf(es), ...header }, { ...claims, ...more })
  const jkt = keysOf(jwkOf(es))[0]?.reference.thumbprint

  it('is signed by the key it carries', () => {
    expect(examine(proof())).toMatchObject({ signature: { status: 'not-checked' }, dpop: { signatureVerifies: true, thumbprint: jkt } })
    expect(examine(proof({ jwk: jwkOf(other) })).dpop?.signatureVerifies).toBe(false)
    expect(examine(es256({ typ: 'dpop+jwt' }, claims)).dpop).toEqual({ signatureVerifies: false })
    expect(examine(hmac('secret', claims, { alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct', k: 'c2VjcmV0' } })).dpop?.signatureVerifies).toBe(false)
    expect(examine(proof({ typ: 'JWT' })).dpop?.signatureVerifies, 'known by its claims').toBe(true)
    expect(examine(es256({})).dpop).toBeUndefined()
  })

  it('is bound to an access token by its thumbprint', () => {
    const bound = (cnf: unknown) => examine(proof(), [], { accessToken: es256({}, { cnf }) }).dpop?.boundToAccessToken
    expect(bound({ jkt })).toBe(true)
    expect(bound({ jkt: 'another' })).toBe(false)
    expect(bound(undefined)).toBe(false)
    expect(examine(proof(), [], { accessToken: 'opaque' }).dpop?.boundToAccessToken).toBeUndefined()
  })

  it('names the access token by its hash', () => {
    // RFC 9449 section 4.3: the example token and its ath.
    const accessToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
    expect(examine(proof({}, { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }), [], { accessToken }).hashes).toEqual({ ath: 'match' })
    expect(examine(proof(), [], { accessToken }).hashes).toEqual({ ath: 'missing' })
  })

  // RFC 9449 section 4.1 prints this thumbprint for its example key in section 6.1.
  it('has the thumbprint that the RFC prints', () => {
    const jwk = { kty: 'EC', x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs', y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA', crv: 'P-256' }
    expect(keysOf(jwk)[0]?.reference.thumbprint).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
  })
})

describe('a token that openssl signed', () => {
  // Spaces and line breaks in the JSON, members out of order, letters of many scripts: what is signed is the text.
  const header = (alg: string) => `{\n  "typ" : "JWT",\r\n\t"alg"  :"${alg}"}`
  const payload = '{ "name":"Zoë Ångström 名前 🔑" , "n" : 1.0e2, "big":12345678901234567890,"a":"\\u00e9" }\n'

  it.each([
    ['RS256', rsa, ['-sha256']],
    ['RS512', rsa, ['-sha512']],
    ['PS256', rsa, ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest']],
  ])('%s', (alg, algorithm, options) => {
    issue(`sign-${alg}`, algorithm)
    const input = `${encode(header(alg))}.${encode(payload)}`
    write('input', input)
    const signature = openssl('dgst', ...options, '-sign', `sign-${alg}.key`, 'input')
    const token = `${input}.${signature.toString('base64url')}`
    expect(examine(token, keysOf(read(`sign-${alg}.crt`).toString())).signature.status).toBe('valid')
    expect(examine(token, keysOf(read(`sign-${alg}.crt`).toString())).modulusBits).toBe(2048)
    const changed = `${encode(header(alg))}.${encode(payload.replace('n" : 1', 'n" : 2'))}.${signature.toString('base64url')}`
    expect(examine(changed, keysOf(read(`sign-${alg}.crt`).toString())).signature).toMatchObject({ status: 'invalid', code: 'mismatch', hints: [] })
  })

  it('EdDSA', () => {
    issue('sign-ed', ed25519)
    const input = `${encode(header('EdDSA'))}.${encode(payload)}`
    write('input', input)
    const signature = openssl('pkeyutl', '-sign', '-inkey', 'sign-ed.key', '-rawin', '-in', 'input')
    const key = createPublicKey(read('sign-ed.key')).export({ type: 'spki', format: 'pem' }).toString()
    expect(examine(`${input}.${signature.toString('base64url')}`, keysOf(key)).signature.status).toBe('valid')
  })

  it('ES256, once its signature is no longer DER', () => {
    issue('sign-es', p256)
    const input = `${encode(header('ES256'))}.${encode(payload)}`
    write('input', input)
    const signature = openssl('dgst', '-sha256', '-sign', 'sign-es.key', 'input')
    const { signature: verdict } = examine(`${input}.${signature.toString('base64url')}`, keysOf(read('sign-es.crt').toString()))
    expect(verdict.status).toBe('invalid')
    expect(verdict.hints[0]).toContain('ASN.1 DER')
  })

  it('HS256', () => {
    const input = `${encode(header('HS256'))}.${encode(payload)}`
    write('input', input)
    const mac = openssl('dgst', '-sha256', '-mac', 'HMAC', '-macopt', 'hexkey:00112233445566778899aabbccddeeff', '-binary', 'input')
    expect(examine(`${input}.${mac.toString('base64url')}`, keysOf({ kty: 'oct', k: Buffer.from('00112233445566778899aabbccddeeff', 'hex').toString('base64url') })).signature.status).toBe('valid')
  })
})
