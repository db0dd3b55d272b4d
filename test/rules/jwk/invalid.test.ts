import rule from '../../../src/rules/jwk/invalid.ts'
import { ed25519, ed25519Private, jwk, jwks, p256, rsa2048, secret, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const padded = (text: string) => `${text.replaceAll('-', '+').replaceAll('_', '/')}=`
const octets = (length: number) => Buffer.alloc(length, 1).toString('base64url')
/** 32 octets, least significant first. */
const little = (n: bigint): string => Buffer.from(n.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url')
const zero = Buffer.concat([Buffer.of(0), Buffer.from(rsa2048.n, 'base64url')]).toString('base64url')

testRule(rule, {
  valid: [
    ...[ed25519, ed25519Private, x25519, p256, rsa2048, secret].map((key) => jwk(key)),
    { name: 'a set without keys is another rule', code: '{"keys":[]}' },
    // RFC 9964: an AKP key has its parameter set in alg.
    { name: 'ML-DSA', code: jwk({ kty: 'AKP', alg: 'ML-DSA-44', pub: octets(1312) }) },
    { name: 'an AKP key for an algorithm that is not known', code: jwk({ kty: 'AKP', alg: 'SLH-DSA-SHA2-128s', pub: 'AAAA' }) },
    { name: 'crv of a key that has no curve', code: jwk({ ...rsa2048, crv: 'Ed25519' }) },
    { name: 'the private exponent of RSA has no fixed width', code: jwk({ ...rsa2048, crv: 'P-256', d: 'AAAA' }) },
    { name: 'the private members of a serialiser that writes all', code: jwk({ ...rsa2048, d: null, p: '' }) },
    // RFC 7518 section 6.3.2.7: the value of oth is a list.
    { name: 'more than two primes', code: jwk({ ...rsa2048, oth: [{ r: 'AQAB' }] }) },
  ],
  invalid: [
    { name: 'a text for a key', code: '{"keys":["key"]}', errors: [{ messageId: 'notObject', severity: 'error' }] },
    { name: 'null for a key', code: '[null]', errors: [{ messageId: 'notObject' }] },
    { name: 'no kty', code: jwks({ n: 'AQAB', e: 'AQAB' }), errors: [{ messageId: 'noType', severity: 'error' }] },
    { name: 'kty is a number', code: jwk({ ...ed25519, kty: 1 }), errors: [{ messageId: 'noType', pointer: 'kty' }] },
    { name: 'kty in small letters', code: jwk({ ...rsa2048, kty: 'rsa' }), errors: [{ messageId: 'typeCase', severity: 'error', pointer: 'kty', says: '"RSA"' }] },
    // RFC 7517 section 5: sets may hold keys of types that a reader does not know.
    { name: 'an unknown type', code: jwk({ kty: 'HSS', pub: 'AAAA' }), errors: [{ messageId: 'unknownType', severity: 'info', pointer: 'kty' }] },
    { name: 'no y', code: jwk({ ...p256, y: undefined }), errors: [{ messageId: 'missing', severity: 'error', says: 'This EC key lacks y.' }] },
    { name: 'no n and no e', code: jwk({ kty: 'RSA' }), errors: [{ messageId: 'missing', says: 'This RSA key lacks n and e.' }] },
    { name: 'an empty k', code: jwk({ kty: 'oct', k: '' }), errors: [{ messageId: 'missing' }] },
    { name: 'n is a number', code: jwk({ ...rsa2048, n: 7 }), errors: [{ messageId: 'notText', pointer: 'n' }] },
    { name: 'n is hexadecimal with colons', code: jwk({ ...rsa2048, n: 'ab:cd' }), errors: [{ messageId: 'damaged', severity: 'error', pointer: 'n' }] },
    { name: 'a line break in x', code: jwk({ ...ed25519, x: `${ed25519.x.slice(0, 20)}\n${ed25519.x.slice(20)}` }), errors: [{ messageId: 'damaged', pointer: 'x' }] },
    { name: 'x is cut', code: jwk({ ...ed25519, x: ed25519.x.slice(0, 41) }), errors: [{ messageId: 'damaged', pointer: 'x' }] },
    // Two large issuers publish their keys so.
    { name: 'base64 with padding', code: jwk({ ...ed25519, x: padded(ed25519.x) }), errors: [{ messageId: 'loose', severity: 'warn', pointer: 'x' }] },
    { name: 'a damaged d', code: jwk({ ...ed25519Private, d: '!' }), errors: [{ messageId: 'damaged', pointer: 'd' }] },
    { name: 'a zero in front of n', code: jwk({ ...rsa2048, n: zero }), errors: [{ messageId: 'leadingZero', severity: 'warn', pointer: 'n' }] },
    // RFC 7518 section 6.2.1.2: the octets of a coordinate are never shortened.
    { name: 'a shortened coordinate', code: jwk({ ...p256, x: Buffer.from(p256.x, 'base64url').subarray(1).toString('base64url') }), errors: [{ messageId: 'width', severity: 'error', pointer: 'x', says: 'Put zero octets in front' }] },
    // RFC 7518 section 6.2.2.1, and for Ed25519 RFC 8032 section 5.1.5.
    { name: 'a shortened private key', code: jwk({ ...p256, d: octets(31) }), errors: [{ messageId: 'width', severity: 'error', pointer: 'd', says: 'Put zero octets in front of d until it has 32' }] },
    { name: 'a private key of Ed25519 with its public key behind it', code: jwk({ ...ed25519, d: octets(64) }), errors: [{ messageId: 'width', pointer: 'd' }] },
    // FIPS 204 table 2.
    { name: 'a cut ML-DSA key', code: jwk({ kty: 'AKP', alg: 'ML-DSA-65', pub: octets(1312) }), errors: [{ messageId: 'width', severity: 'error', pointer: 'pub', says: 'ML-DSA-65 needs exactly 1952' }] },
    // RFC 8037 section 2: the curves of OKP keys are others than those of EC keys.
    { name: 'a curve of EC in an OKP key', code: jwk({ kty: 'OKP', crv: 'P-256', x: p256.x }), errors: [{ messageId: 'otherCurve', severity: 'error', pointer: 'crv', says: 'kty "EC", but kty is "OKP"' }] },
    { name: 'a curve of OKP in an EC key', code: jwk({ kty: 'EC', crv: 'Ed25519', x: ed25519.x }), errors: [{ messageId: 'otherCurve', says: 'Write "kty":"OKP"' }] },
    // RFC 7517 sections 4.2, 4.4 and 4.5.
    ...['kid', 'use', 'alg'].map((name) => ({ name: `${name} is a number`, code: jwk({ ...ed25519, [name]: 1 }), errors: [{ messageId: 'notText', severity: 'error' as const, pointer: name, says: `${name} is a number` }] })),
    { name: 'a point of another curve', code: jwk({ ...p256, y: Buffer.alloc(32, 1).toString('base64url') }), errors: [{ messageId: 'offCurve', severity: 'error' }] },
    { name: 'a zero in front of e', code: jwk({ ...rsa2048, e: 'AAEAAQ' }), errors: [{ messageId: 'leadingZero', severity: 'warn', pointer: 'e', says: 'from e before' }] },
    { name: 'alg is null', code: jwk({ ...p256, alg: null }), errors: [{ messageId: 'notText', severity: 'info', pointer: 'alg' }] },
    // RFC 8032 section 5.1.3: 2 has no x. The identity and the point with y = 0 are of order 1 and 4.
    { name: 'no point of edwards25519', code: jwk({ ...ed25519, x: little(2n) }), errors: [{ messageId: 'offEdwards', severity: 'error', pointer: 'x' }] },
    { name: 'the identity', code: jwk({ ...ed25519, x: little(1n) }), errors: [{ messageId: 'smallOrder', severity: 'error', pointer: 'x' }] },
    { name: 'zeros', code: jwk({ ...ed25519, x: little(0n) }), errors: [{ messageId: 'smallOrder', severity: 'error' }] },
    { name: 'the second key of a set', code: jwks(ed25519, { ...ed25519, x: 'AAAA' }), errors: [{ messageId: 'width', pointer: 'x', says: 'Export the key again' }] },
  ],
})
