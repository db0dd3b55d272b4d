// The verdict on a signature, branch by branch. Signatures are made here with node:crypto.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../src/core/policy.ts'
import { judgeSignature, signingInput } from '../../src/jwt/judge-signature.ts'
import { keyRing, type VerificationKey } from '../../src/jwt/keys.ts'
import { parseSecret } from '../../src/jwt/load-keys.ts'
import { encode } from '../tokens.ts'
import { keysOf, parse } from './examine.ts'

const pair = generateKeyPairSync('ed25519')
const [key] = keysOf(pair.publicKey.export({ type: 'spki', format: 'pem' }))
if (!key) throw new Error('no key')
const other = keysOf(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))
const rsa = keysOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }))
const ec = keysOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }))
const ofSet = (kid: string): VerificationKey[] => keysOf({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid }] })

const signed = (header: unknown = { alg: 'EdDSA' }, claims: unknown = { sub: 'u' }): string => {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign(null, Buffer.from(input), pair.privateKey).toString('base64url')}`
}
const judge = (token: string, keys: readonly VerificationKey[] = [key], policy: Partial<Policy> = {}) => judgeSignature(parse(token), keyRing(keys), { ...defaultPolicy, ...policy })
const verdict = (...given: Parameters<typeof judge>): readonly unknown[] => {
  const { verdict: found } = judge(...given)
  return [found.status, found.code, found.reason]
}

describe('a signature', () => {
  it('that verifies is valid, and names the key', () => {
    const { verdict: found, tried, algorithm } = judge(signed())
    expect(found).toEqual({ status: 'valid', code: 'verified', reason: 'The EdDSA signature verifies with the key of file key (Ed25519).', hints: [], key: key.reference })
    expect([tried, algorithm?.name]).toEqual([[key], 'EdDSA'])
    // Asked twice, of another token and with another key first.
    expect(judge(signed({ alg: 'Ed25519' })).verdict.reason).toBe('The Ed25519 signature verifies with the key of file key (Ed25519).')
    expect(judge(signed(), [...other, key])).toMatchObject({ verdict: { status: 'valid', key: key.reference }, tried: [key] })
    expect(judge(signed(), ofSet('k9')).verdict.reason).toContain('key k9')
  })

  it('that does not is invalid, and says with how many keys', () => {
    expect(verdict(signed(), other)).toEqual(['invalid', 'mismatch', 'The signature does not verify with the key of file key (Ed25519).'])
    expect(judge(signed(), other)).toMatchObject({ tried: other, verdict: { key: other[0]?.reference, hints: [] } })
    const two = [...other, ...keysOf(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))]
    expect(verdict(signed(), two)).toEqual(['invalid', 'mismatch', 'The signature verifies with none of the 2 keys that may verify EdDSA.'])
    expect(judge(signed(), two).verdict.key).toBe(undefined)
    expect(judge(signed(), two).tried).toEqual(two)
  })

  it('of another length than the algorithm makes is malformed', () => {
    const short = signed().slice(0, -2)
    expect(verdict(short)).toEqual(['invalid', 'malformed', 'The signature has 63 octets; EdDSA signatures have 64 or 114.'])
    expect(judge(short)).toMatchObject({ verdict: { key: key.reference }, tried: [key] })
    expect(judge(short, [key, ...other]).verdict.key).toBe(undefined)
    // The modulus decides for RSA: no length is wrong by itself.
    expect(verdict(`${encode({ alg: 'RS256' })}.${encode({})}.AAAA`, rsa)[1]).toBe('mismatch')
  })

  it('that cannot be verified by this Node is not checked, whichever other key was tried', () => {
    const unable: VerificationKey = { reference: { source: 'file x', description: 'Ed25519' }, type: 'OKP', curve: 'Ed25519' } as VerificationKey
    expect(verdict(signed(), [unable])).toEqual(['not-checked', 'algorithm-unsupported', 'EdDSA cannot be verified by this version of Node; 24.6 and later can.'])
    expect(judge(signed(), [unable, ...other])).toMatchObject({ verdict: { status: 'not-checked', key: unable.reference }, tried: [] })
    expect(judge(signed(), [unable, key]).verdict.status).toBe('valid')
  })

  it('is over all of the first two segments, as they stand', () => {
    const token = signed()
    expect(signingInput(parse(token))).toBe(token.slice(0, token.lastIndexOf('.')))
    expect(signingInput(parse('eyJhbGciOiJFZERTQSJ9.e30'))).toBe('')
  })
})

describe('before any key is tried', () => {
  const jwe = `${encode({ alg: 'dir', enc: 'A128GCM' })}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`

  it.each(['none', 'None', 'NONE', ' none ', 'nOnE\t'])('alg %j is unsigned: not checked without a key, invalid with one', (alg) => {
    for (const token of [`${encode({ alg })}.${encode({})}.`, signed({ alg })]) {
      expect(verdict(token, [])).toEqual(['not-checked', 'unsigned', 'The token is not signed.'])
      expect(verdict(token)).toEqual(['invalid', 'unsigned', 'The token is not signed.'])
    }
    expect(judge(signed({ alg }), [key], { algorithms: [alg] })).toMatchObject({ verdict: { status: 'invalid', hints: [] }, tried: [] })
  })

  it('an encrypted token has nothing to check outside', () => {
    for (const keys of [[], [key]]) expect(verdict(jwe, keys).slice(0, 2)).toEqual(['not-checked', 'encrypted'])
  })

  it('no key checks nothing, whatever is wrong', () => {
    for (const token of [signed(), `${signed()}=`, signed({ alg: 'FOO' }), signed({})]) expect(verdict(token, [])).toEqual(['not-checked', 'no-key', 'No key was given.'])
  })

  const [head = '', body = '', tail = ''] = signed().split('.')
  const withInput = (input: string): string => `${input}.${sign(null, Buffer.from(input), pair.privateKey).toString('base64url')}`
  it.each<[string, string, string]>([
    ['two segments', `${head}.${body}`, 'A signed token has 3 parts; this one has 2.'],
    ['four segments', `${head}.${body}.${tail}.${tail}`, 'A signed token has 3 parts; this one has 4.'],
    ['padding', `${head}.${body}.${tail}==`, '(padding)'],
    ['the other alphabet', withInput(`${head}.${body}/+AA`), '"+" or "/"'],
    ['unused bits', `${head}.${body}.${tail.slice(0, -1)}${tail.endsWith('B') ? 'C' : 'B'}`, 'unused bits that are not zero'],
    ['an impossible length', withInput(`${head}.${body.length % 4 === 0 ? `${body}A` : 'AAAAA'}`), 'an impossible length'],
    ['a header that is no object', withInput(`${encode('[]')}.${body}`), 'The header is not a JSON object.'],
    ['text after the header', withInput(`${encode('{"alg":"EdDSA"}{}')}.${body}`), 'Text follows the JSON object of the header.'],
    ['a header that is not UTF-8', withInput(`${Buffer.from('{"alg":"EdDSA","x":"\xff"}', 'latin1').toString('base64url')}.${body}`), 'The header is'],
  ])('%s is malformed, though the signature verifies', (_, token, reason) => {
    const [status, code, said] = verdict(token)
    expect([status, code]).toEqual(['invalid', 'malformed'])
    expect(said).toContain(reason)
  })

  it.each<[unknown, string, string]>([
    [{ alg: 'EdDSA', crit: ['exp'] }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', crit: [] }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', crit: null }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', b64: false }, 'critical-extension', 'b64'],
    [{ alg: 'EdDSA', b64: false, crit: ['b64'] }, 'critical-extension', 'b64 is false'],
    [{ alg: 'EdDSA', crit: ['b64'] }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', b64: 'true', crit: ['b64'] }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', b64: true, crit: ['b64', 'b64'] }, 'critical-extension', 'crit'],
    [{ alg: 'EdDSA', b64: true, crit: ['b64', 'exp'], exp: 1 }, 'critical-extension', 'crit'],
    [{}, 'algorithm-unknown', 'alg is missing.'],
    [{ alg: 7 }, 'algorithm-unknown', 'alg is a number, not a string.'],
    [{ alg: ['EdDSA'] }, 'algorithm-unknown', 'alg is an array, not a string.'],
    [{ alg: 'eddsa' }, 'algorithm-unknown', 'alg is eddsa, which is no registered signature algorithm.'],
    [{ alg: 'toString' }, 'algorithm-unknown', 'no registered'],
    [{ alg: 'RSA-OAEP' }, 'algorithm-unsupported', 'alg is RSA-OAEP, which encrypts and does not sign.'],
    [{ alg: 'A128GCM' }, 'algorithm-unsupported', 'encrypts'],
    [{ alg: 'HS1' }, 'algorithm-unsupported', 'alg is HS1, which is registered as prohibited.'],
  ])('%j is refused, though the signature verifies', (header, code, reason) => {
    const [status, found, said] = verdict(signed(header))
    expect([status, found]).toEqual(['invalid', code])
    expect(said).toContain(reason)
  })

  // RFC 7797 section 7 only forbids false; jose verifies both.
  it.each([{ b64: true }, { b64: true, crit: ['b64'] }])('%j changes nothing', (header) => expect(verdict(signed({ alg: 'EdDSA', ...header }))[0]).toBe('valid'))

  it('only algorithms that are allowed are tried', () => {
    expect(verdict(signed(), [key], { algorithms: ['ES256', 'RS256'] })).toEqual(['invalid', 'algorithm-not-allowed', 'alg is EdDSA, but only ES256 or RS256 may be used.'])
    expect(verdict(signed(), [key], { algorithms: [] }).slice(0, 2)).toEqual(['invalid', 'algorithm-not-allowed'])
    expect(verdict(signed(), [key], { algorithms: ['ES256', 'EdDSA'] })[0]).toBe('valid')
    expect(verdict(signed({ alg: 'FOO' }), [key], { algorithms: ['FOO'] })[1]).toBe('algorithm-unknown')
  })

  it('an empty signature is none', () => {
    expect(verdict(`${head}.${body}.`)).toEqual(['invalid', 'unsigned', 'The signature is missing.'])
  })
})

describe('keys that may not decide', () => {
  it('because none permits the algorithm', () => {
    const [status, code, reason] = verdict(signed(), ec)
    expect([status, code]).toEqual(['invalid', 'no-fitting-key'])
    expect(reason).toBe('No key you gave may verify EdDSA: the key of file key (EC P-256) does not fit: EdDSA takes an OKP key on Ed25519 or Ed448.')
    expect(judge(signed(), ec)).toMatchObject({ tried: [], algorithm: { name: 'EdDSA' }, verdict: { hints: [] } })
  })

  it('because a public key is no secret', () => {
    const input = `${encode({ alg: 'HS256' })}.${encode({})}`
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' })
    const token = `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
    expect(verdict(token).slice(0, 2)).toEqual(['invalid', 'no-fitting-key'])
    expect(verdict(token, [key, parseSecret('Wm8Nc4Pb6Hd0Gs5JfaZk3vQ9r1T7yLx2', 'test')]).slice(0, 2)).toEqual(['invalid', 'mismatch'])
  })

  it('because the key that the kid names is for something else', () => {
    const [status, code, reason] = verdict(signed({ alg: 'ES256', kid: 'k1' }), ofSet('k1'))
    expect([status, code]).toEqual(['invalid', 'no-fitting-key'])
    expect(reason).toContain('key k1 of file key (Ed25519)')
  })

  it('because the set has another kid, or the kid is of another type', () => {
    expect(verdict(signed({ alg: 'EdDSA', kid: 'k2' }), ofSet('k1'))).toEqual(['invalid', 'kid-unknown', 'No key of the set has the kid "k2".'])
    expect(verdict(signed({ alg: 'EdDSA', kid: 'k1' }), ofSet('k1'))[0]).toBe('valid')
    expect(verdict(signed({ alg: 'EdDSA', kid: 7 }), ofSet('k1'))[0]).toBe('valid')
    expect(judge(signed({ alg: 'EdDSA', kid: 'k2' }), ofSet('k1'))).toMatchObject({ tried: [], selection: { kidFound: false, fitting: 1 } })
  })
})
