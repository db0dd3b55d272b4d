import { generateKeyPairSync, sign } from 'node:crypto'
import rule from '../../../src/rules/jwt/dpop-proof-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { encode, goodClaims, unsigned } from '../../tokens.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = publicKey.export({ format: 'jwk' })
const header = { typ: 'dpop+jwt', alg: 'ES256', jwk }
const claims = { jti: '-BwC3ESc6acc2lTc', htm: 'POST', htu: 'https://server.example.com/token', iat: testNow - 20 }
const signed = (head: object, body: object) => {
  const input = `${encode(head)}.${encode(body)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
const proof = (more: object = {}, head: object = {}) => signed({ ...header, ...head }, { ...claims, ...more })
const bad = (name: string, code: string, messageId: string, says = '') => ({ name, code, errors: [{ messageId, severity: 'error' as const, says }] })

testRule(rule, {
  valid: [
    { name: 'a good proof', code: proof() },
    { name: 'with an access token', code: proof({ ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo', nonce: 'n' }), facts: { dpop: { signatureVerifies: true, boundToAccessToken: true }, hashes: { ath: 'match' } } },
    { name: 'five minutes old', code: proof({ iat: testNow - 300 }) },
    { name: 'a little ahead', code: proof({ iat: testNow + 5 }) },
    { name: 'plain http in development', code: proof({ htu: 'http://localhost:8080/token' }) },
    { name: 'another kind', code: unsigned({ alg: 'HS256' }, goodClaims) },
    { name: 'signed by an algorithm that this Node cannot verify', code: unsigned({ typ: 'dpop+jwt', alg: 'ML-DSA-44', jwk: { kty: 'AKP', alg: 'ML-DSA-44', pub: Buffer.alloc(1312, 1).toString('base64url') } }, claims, 'AAAA'), facts: { dpop: {} } },
    { name: 'milliseconds are another rule', code: proof({ iat: testNow * 1000 }) },
  ],
  invalid: [
    bad('typ JWT', proof({}, { typ: 'JWT' }), 'typ'),
    bad('HS256', proof({}, { alg: 'HS256' }), 'algorithm', 'HS256'),
    bad('none', proof({}, { alg: 'none' }), 'algorithm'),
    bad('an algorithm of encryption', proof({}, { alg: 'RSA-OAEP' }), 'algorithm'),
    { name: 'an algorithm that nobody has heard of', code: proof({}, { alg: 'ES999' }), errors: [{ messageId: 'algorithm', severity: 'warn' }] },
    bad('no key', signed({ typ: 'dpop+jwt', alg: 'ES256' }, claims), 'noKey'),
    bad('a symmetric key', proof({}, { jwk: { kty: 'oct', k: 'AAAA' } }), 'symmetricKey'),
    bad('missing claims', signed(header, { iat: testNow }), 'missing', 'jti, htm and htu'),
    bad('a query', proof({ htu: 'https://a.example/?x=1' }), 'url', 'query'),
    bad('a fragment', proof({ htu: 'https://a.example/#x' }), 'url', 'fragment'),
    bad('a path only', proof({ htu: '/token' }), 'url', 'absolute'),
    bad('old', proof({ iat: testNow - 301 }), 'time', '5 minutes 1 second ago'),
    bad('ahead', proof({ iat: testNow + 3600 }), 'time', '1 hour in the future'),
    bad('a signature of something else', proof().replace(/[^.]*$/, proof({ jti: 'other' }).replace(/^.*\./, '')), 'signature'),
    { ...bad('bound to another key', proof(), 'notBound'), facts: { dpop: { signatureVerifies: true, boundToAccessToken: false } } },
    { ...bad('no ath', proof(), 'noHash'), facts: { hashes: { ath: 'missing' } } },
    { ...bad('another ath', proof({ ath: 'x' }), 'otherHash'), facts: { hashes: { ath: 'mismatch' } } },
    { ...bad('a stricter server', proof({ iat: testNow - 61 }), 'time'), options: { maxAgeSeconds: 60 } },
    { ...bad('an access token where a proof is asked for', signed({ typ: 'at+jwt', alg: 'ES256', jwk }, claims), 'typ'), policy: { tokenKind: 'dpop-proof' } },
  ],
})
