import { generateKeyPairSync } from 'node:crypto'
import rule from '../../../src/rules/jwk/private-key-exposed.ts'
import { ed25519, ed25519Private, jwk, jwks, rsa2048, secret } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

// A key of this test alone.
const pem = generateKeyPairSync('ed25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })

testRule(rule, {
  valid: [
    jwks(ed25519, rsa2048),
    { name: 'a secret is another rule', code: jwks(secret) },
    // Serialisers that write every member of a class.
    { name: 'members without a value', code: jwks({ ...rsa2048, d: null, p: null, q: '' }) },
    { name: 'a private file', code: jwk(ed25519Private), keyRole: 'private' },
    { name: 'a public key in PEM', code: pem.publicKey },
  ],
  invalid: [
    { name: 'one of two', code: jwks(ed25519, ed25519Private), errors: [{ messageId: 'exposed', severity: 'error', pointer: 'd', says: '(d)' }] },
    ...['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => ({ name: `${name} of an RSA key`, code: jwk({ ...rsa2048, [name]: 'AQAB' }), errors: [{ messageId: 'exposed', severity: 'error' as const, pointer: name }] })),
    { name: 'further primes', code: jwk({ ...rsa2048, oth: [] }), errors: [{ messageId: 'exposed', pointer: 'oth' }] },
    // RFC 9964.
    { name: 'ML-DSA', code: jwk({ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', priv: 'AAAA' }), errors: [{ messageId: 'exposed', pointer: 'priv' }] },
    { name: 'PEM', code: pem.privateKey, errors: [{ messageId: 'exposedFile', severity: 'error' }] },
  ],
})
