import rule from '../../../src/rules/jwk/use-conflict.ts'
import { ed25519, ed25519Private, jwk, p256, rsa2048, secret, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    jwk(ed25519),
    jwk({ ...ed25519, alg: 'EdDSA', use: 'sig' }),
    // RFC 9864.
    jwk({ ...ed25519, alg: 'Ed25519' }),
    jwk({ ...rsa2048, alg: 'PS512', key_ops: ['verify'] }),
    jwk({ ...rsa2048, alg: 'RSA-OAEP-256', use: 'enc' }),
    jwk({ ...p256, alg: 'ECDH-ES', key_ops: ['deriveKey', 'deriveBits'] }),
    jwk({ ...x25519, alg: 'ECDH-ES+A128KW', use: 'enc' }),
    jwk({ ...secret, alg: 'HS256', key_ops: ['sign', 'verify'] }),
    jwk({ ...secret, alg: 'A256KW', key_ops: ['wrapKey', 'unwrapKey'] }),
    jwk({ ...secret, alg: 'dir', use: 'enc' }),
    { name: 'both halves of a signature', code: jwk({ ...ed25519, key_ops: ['sign', 'verify'] }) },
    { name: 'a private key that signs', code: jwk({ ...ed25519Private, key_ops: ['sign'] }) },
    { name: 'an unknown type', code: jwk({ kty: 'HSS', alg: 'ES256' }) },
    { name: 'an unknown operation', code: jwk({ ...ed25519, key_ops: ['verify', 'attest'] }) },
  ],
  invalid: [
    { name: 'key_ops is a text', code: jwk({ ...ed25519, key_ops: 'verify' }), errors: [{ messageId: 'operationsForm', severity: 'error', pointer: 'key_ops' }] },
    // RFC 7517 section 4.3: duplicate key operation values MUST NOT be present.
    { name: 'twice', code: jwk({ ...ed25519, key_ops: ['verify', 'verify'] }), errors: [{ messageId: 'duplicateOperation', severity: 'error', says: 'lists "verify" twice' }] },
    { name: 'unrelated operations', code: jwk({ ...rsa2048, key_ops: ['verify', 'encrypt'] }), errors: [{ messageId: 'mixed', severity: 'warn' }] },
    { name: 'use against key_ops', code: jwk({ ...rsa2048, use: 'sig', key_ops: ['encrypt'] }), errors: [{ messageId: 'useAgainstOperations', severity: 'error', pointer: 'use' }] },
    { name: 'both, and they agree', code: jwk({ ...ed25519, use: 'sig', key_ops: ['verify'] }), errors: [{ messageId: 'both', severity: 'info' }] },
    { name: 'alg against use', code: jwk({ ...rsa2048, alg: 'RS256', use: 'enc' }), errors: [{ messageId: 'algAgainstUse', severity: 'error', pointer: 'alg', says: 'but use is "enc"' }] },
    { name: 'alg against key_ops', code: jwk({ ...rsa2048, alg: 'RSA-OAEP', key_ops: ['verify'] }), errors: [{ messageId: 'algAgainstUse', says: 'but key_ops permits verify' }] },
    { name: 'alg of another type', code: jwk({ ...rsa2048, alg: 'ES256' }), errors: [{ messageId: 'algAgainstKey', severity: 'error', says: 'ES256' }] },
    { name: 'alg of another curve', code: jwk({ ...p256, alg: 'ES384' }), errors: [{ messageId: 'algAgainstKey', says: 'EC P-256' }] },
    { name: 'HMAC with a public key', code: jwk({ ...rsa2048, alg: 'HS256' }), errors: [{ messageId: 'algAgainstKey' }] },
    { name: 'RSA encryption with an EC key', code: jwk({ ...p256, alg: 'RSA-OAEP' }), errors: [{ messageId: 'algAgainstKey' }] },
    { name: 'AES with an EC key', code: jwk({ ...p256, alg: 'A128KW' }), errors: [{ messageId: 'algAgainstKey' }] },
    // RFC 7517 section 4.3: sign takes the private half.
    { name: 'a public key that may only sign', code: jwk({ ...rsa2048, key_ops: ['sign'] }), errors: [{ messageId: 'privateOperations', severity: 'warn', pointer: 'key_ops', says: '"verify"' }] },
    { name: 'encryption with a curve for signatures', code: jwk({ ...ed25519, use: 'enc' }), errors: [{ messageId: 'useAgainstCurve', severity: 'error', pointer: 'use' }] },
    { name: 'agreement with a curve for signatures', code: jwk({ ...ed25519, key_ops: ['deriveBits'] }), errors: [{ messageId: 'useAgainstCurve', pointer: 'key_ops' }] },
    { name: 'none', code: jwk({ ...p256, alg: 'none' }), errors: [{ messageId: 'none', severity: 'error' }] },
    { name: 'a misspelt alg', code: jwk({ ...rsa2048, alg: 'RSA256' }), errors: [{ messageId: 'unknownAlg', severity: 'info', says: 'RSA256' }] },
    { name: 'a use of its own', code: jwk({ ...rsa2048, use: 'signing' }), errors: [{ messageId: 'otherUse', severity: 'info' }] },
  ],
})
