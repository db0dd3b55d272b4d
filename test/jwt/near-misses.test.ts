// One test a cause: a token with exactly that mistake gets exactly that hint, and is never valid.
import { constants, createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { VerificationKey } from '../../src/jwt/keys.ts'
import { parseSecret, secretKey } from '../../src/jwt/load-keys.ts'
import { encode } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'

const secret = (text: string) => [parseSecret(text, 'option --secret')]
const input = (header: object, claims: unknown = { sub: '1' }) => `${encode(header)}.${encode(claims)}`
const withMac = (text: string, key: string | Buffer, hash = 'sha256', shown = text) => `${shown}.${createHmac(hash, key).update(text).digest('base64url')}`
const hs = (key: string | Buffer) => withMac(input({ alg: 'HS256' }), key)

/** The token fails, for this reason and no other. */
function expectHint(token: string, keys: readonly VerificationKey[], says: string | RegExp) {
  const facts = examine(token, keys)
  expect(facts.signature.status).toBe('invalid')
  expect(facts.signature.hints.length, facts.signature.hints.join(' | ')).toBe(1)
  expect(facts.signature.hints[0]).toMatch(says)
  return facts
}

const octets = randomBytes(32)
const password = 'correct horse battery'

describe('the secret', () => {
  it.each([
    ['base64', octets.toString('base64'), octets],
    ['base64url', octets.toString('base64url').replace(/^./, '_'), Buffer.from(octets.toString('base64url').replace(/^./, '_'), 'base64url')],
    ['hex', octets.toString('hex'), octets],
  ])('was %s text', (encoding, text, key) => {
    const facts = expectHint(hs(key), secret(text), /It verifies when the secret is read as (?:base64|base64url|hex), not as text/)
    // A text without + / - _ is the same in both base64 alphabets.
    expect(facts.secretEncoding?.given).toBe('text')
    expect([encoding, 'base64']).toContain(facts.secretEncoding?.verifies)
  })

  it.each([
    ['base64', octets.toString('base64')],
    ['hex', octets.toString('hex')],
  ])('was meant as text, not %s', (encoding, text) => {
    const facts = expectHint(hs(text), secret(`${encoding}:${text}`), `as text, not as ${encoding}`)
    expect(facts.secretEncoding).toEqual({ given: encoding, verifies: 'text' })
  })

  it('was encoded once more by the signer', () => {
    expectHint(hs(octets.toString('base64')), [secretKey(octets, 'file key')], 'the base64 text of the octets')
    expectHint(hs(octets.toString('hex')), [secretKey(octets, 'file key')], 'the hex text of the octets')
  })

  it.each([
    [`${password}\n`, password, 'without the line break at its end'],
    [`${password}\r\n`, password, 'without the line break at its end'],
    [` ${password} `, password, 'without the white space around it'],
    [`"${password}"`, password, 'without the quotes around it'],
    [password, `${password}\n`, 'with a line break at its end'],
    [password, `${password}\r\n`, 'with a CRLF line break at its end'],
    [password, `${password} `, 'with a space at its end'],
    [password, `"${password}"`, 'in double quotes'],
    [password, `'${password}'`, 'in single quotes'],
    ['line one\\nline two', 'line one\nline two', 'real line breaks in place of \\n'],
    ['line one\nline two', 'line one\\nline two', '\\n in place of its line breaks'],
    ['line one\r\nline two', 'line one\nline two', 'LF in place of CRLF'],
  ])('%j was %j to the signer', (given, used, says) => void expectHint(hs(used), [secretKey(Buffer.from(given), 'file key')], says))

  it('shows in no hint', () => {
    const { signature } = examine(hs(octets), secret(octets.toString('hex')))
    expect(JSON.stringify(signature)).not.toContain(octets.toString('hex').slice(0, 8))
  })
})

const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ecPair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keys = ({ publicKey }: { publicKey: KeyObject }, members: object = {}) => keysOf({ ...publicKey.export({ format: 'jwk' }), ...members })
const signed = (text: string, hash: string, key: Parameters<typeof sign>[2], shown = text) => `${shown}.${sign(hash, Buffer.from(text), key).toString('base64url')}`

describe('the key', () => {
  it('was another of the set', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const set = keysOf({ keys: [{ ...ecPair.publicKey.export({ format: 'jwk' }), kid: 'new' }, { ...other.publicKey.export({ format: 'jwk' }), kid: 'old' }] }, 'file jwks.json')
    const token = (kid: string) => signed(input({ alg: 'ES256', kid }), 'sha256', { key: ecPair.privateKey, dsaEncoding: 'ieee-p1363' })
    expectHint(token('old'), set, 'It verifies with key new of file jwks.json (EC P-256), but the kid of the token is "old"')
    expectHint(token('gone'), set, 'the kid of the token is "gone"')
  })

  it('was a public key used as a secret', () => {
    const facts = expectHint(hs(rsaPair.publicKey.export({ type: 'spki', format: 'pem' })), keys(rsaPair), 'HMAC made with a public key')
    expect(facts.publicKeyAsSecret?.form).toBe('SPKI PEM with a final line break')
    expect(facts.signature.code).toBe('no-fitting-key')
  })
})

describe('the algorithm', () => {
  it.each([
    ['RS512', 'RS256', 'sha512', {}],
    ['PS256', 'RS256', 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
    ['RS256', 'PS256', 'sha256', {}],
    ['PS384', 'PS256', 'sha384', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }],
  ])('was %s, not %s', (used, says, hash, options) => void expectHint(signed(input({ alg: says }), hash, { key: rsaPair.privateKey, ...options }), keys(rsaPair), `It verifies as ${used}, but the header says ${says}`))

  it('was HS512, not HS256', () => void expectHint(withMac(input({ alg: 'HS256' }), octets, 'sha512'), [secretKey(octets, 'file key')], 'It verifies as HS512'))

  it.each([0, 20, 222])('was PSS with a salt of %i octets', (saltLength) => {
    const token = signed(input({ alg: 'PS256' }), 'sha256', { key: rsaPair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
    expectHint(token, keys(rsaPair), 'salt of another length. PS256 needs a salt of 32 octets')
  })

  it('was ECDSA in DER', () => void expectHint(signed(input({ alg: 'ES256' }), 'sha256', ecPair.privateKey), keys(ecPair), 'It verifies as an ASN.1 DER signature'))
})

const pad = (text: string) => text.split('.').map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '=')).join('.')

describe('the text', () => {
  const es = { key: ecPair.privateKey, dsaEncoding: 'ieee-p1363' } as const
  // 22 and 13 octets: both segments need padding.
  const plain = input({ alg: 'ES256', n: 12 }, { sub: '123' })

  it('was padded where it was signed, and still is', () => {
    expect(pad(plain)).not.toBe(plain)
    expectHint(`${signed(pad(plain), 'sha256', es)}==`, keys(ecPair), 'AWS load balancers')
  })
  it('was padded where it was signed, and lost it', () => void expectHint(signed(pad(plain), 'sha256', es, plain), keys(ecPair), 'AWS load balancers'))
  it('was padded after it was signed', () => void expectHint(signed(plain, 'sha256', es, pad(plain)), keys(ecPair), 'verifies once its base64url is written cleanly'))
  it('is in the other base64 alphabet', () => {
    const text = `${encode({ alg: 'ES256' })}.${Buffer.from('{"a":"???>>>"}').toString('base64').replace(/=+$/, '')}`
    expect(text).toMatch(/[+/]/)
    expectHint(signed(text, 'sha256', es), keys(ecPair), 'verifies apart from its form')
  })
  it('has unused bits set', () => {
    const token = signed(plain, 'sha256', es)
    const last = token.at(-1)!
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    expectHint(token.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1], keys(ecPair), 'verifies apart from its form')
  })
  it('is percent-encoded', () => {
    const token = signed(plain, 'sha256', es)
    expectHint(token.replace('.', '%2E').replace('Q', '%51').replace('%2E', '.'), keys(ecPair), 'once percent-encoding is taken out')
  })
  it('is line-wrapped', () => {
    const token = signed(plain, 'sha256', es)
    expect(examine(`${token.slice(0, 30)}\n${token.slice(30)}`, keys(ecPair)).signature.hints.join(' ')).toMatch(/white space|written cleanly/)
  })
  it('is cut off', () => {
    expectHint(signed(plain, 'sha256', es).slice(0, -20), keys(ecPair), 'looks cut off: its signature has 49 octets of 64')
    expectHint(`${signed(input({ alg: 'RS256' }), 'sha256', rsaPair.privateKey).slice(0, -40)}`, keys(rsaPair), 'of 256')
    expectHint(plain, keys(ecPair), 'ends after its payload')
  })
  it('is cut off, which shows without a key', () => {
    const { signature } = examine(hs(octets).slice(0, -4))
    expect(signature).toMatchObject({ status: 'not-checked', code: 'no-key' })
    expect(signature.hints[0]).toContain('cut off')
  })
  it('had its nonce hashed by Microsoft', () => {
    const nonce = 'n-0S6_WzA2Mj'
    const header = { typ: 'JWT', nonce, alg: 'RS256', kid: 'k' }
    const hashed = { ...header, nonce: createHash('sha256').update(nonce).digest('base64url') }
    expectHint(signed(input(hashed), 'sha256', rsaPair.privateKey, input(header)), keys(rsaPair), 'access token of Microsoft')
  })
  it('has its signature as hexadecimal text', () => {
    const mac = createHmac('sha256', octets).update(plain.replace('ES256', 'HS256')).digest('hex')
    const text = input({ alg: 'HS256' })
    expect(mac.length).toBe(64)
    expectHint(`${text}.${encode(createHmac('sha256', octets).update(text).digest('hex'))}`, [secretKey(octets, 'file key')], 'hexadecimal text')
  })
  it('lost its payload', () => {
    const token = signed(plain, 'sha256', es).split('.')
    expectHint(`${token[0]}..${token[2]}`, keys(ecPair), 'payload is empty')
  })
})

describe('a token that was simply changed', () => {
  it('gets no hint', () => {
    const [header, , signature] = signed(input({ alg: 'ES256' }), 'sha256', { key: ecPair.privateKey, dsaEncoding: 'ieee-p1363' }).split('.')
    const facts = examine(`${header}.${encode({ sub: 'admin' })}.${signature}`, keys(ecPair))
    expect(facts.signature).toMatchObject({ status: 'invalid', code: 'mismatch', hints: [] })
  })
  it('gets none with a secret either', () => {
    expect(examine(hs(randomBytes(32)), [secretKey(octets, 'file key')]).signature).toMatchObject({ status: 'invalid', code: 'mismatch', hints: [] })
  })
})
