import rule from '../../../src/rules/jwk/ec-weak-curve.ts'
import { ed25519, jwk, p256, rsa2048, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const ec = (crv: string) => jwk({ kty: 'EC', crv, x: 'AA', y: 'AA' })

testRule(rule, {
  valid: [
    ...[ed25519, p256, rsa2048, x25519].map((key) => jwk(key)),
    ...['P-384', 'P-521'].map(ec),
    ...['Ed448', 'X448'].map((crv) => jwk({ kty: 'OKP', crv, x: 'AA' })),
    { name: 'X25519 for key agreement', code: jwk({ ...x25519, key_ops: ['deriveBits'] }) },
    { name: 'X25519 for encryption', code: jwk({ ...x25519, use: 'enc', alg: 'ECDH-ES+A256KW' }) },
    { name: 'crv of another type of key says nothing', code: jwk({ ...rsa2048, crv: 'P-192' }) },
  ],
  invalid: [
    ...['P-192', 'P-224', 'secp192k1', 'secp224r1', 'prime192v1', 'brainpoolP160r1', 'brainpoolP224t1'].map((crv) => ({ name: crv, code: ec(crv), errors: [{ messageId: 'weak', severity: 'error' as const, pointer: 'crv', says: crv }] })),
    ...[['secp256r1', 'P-256'], ['prime256v1', 'P-256'], ['p-384', 'P-384'], ['ed25519', 'Ed25519']].map(([crv = '', registered = '']) => ({ name: `${crv} for ${registered}`, code: ec(crv), errors: [{ messageId: 'unknown', says: `"crv":"${registered}"` }] })),
    { name: 'an unknown curve is not one for key agreement because of its X', code: jwk({ kty: 'EC', crv: 'Xyz', x: 'AA', y: 'AA', use: 'sig' }), errors: [{ messageId: 'unknown' }] },
    ...['brainpoolP256r1', 'secp256r1', 'p-256', 'P-257'].map((crv) => ({ name: crv, code: ec(crv), errors: [{ messageId: 'unknown', severity: 'warn' as const, says: crv }] })),
    { name: 'secp256k1 (RFC 8812)', code: ec('secp256k1'), errors: [{ messageId: 'rare', severity: 'info' }] },
    // RFC 8037 section 3.2: these curves are for ECDH-ES only.
    { name: 'X25519 that signs, by use', code: jwk({ ...x25519, use: 'sig' }), errors: [{ messageId: 'agreementOnly', severity: 'error', pointer: 'use' }] },
    { name: 'X25519 that signs, by key_ops', code: jwk({ ...x25519, key_ops: ['verify'] }), errors: [{ messageId: 'agreementOnly', severity: 'error', pointer: 'key_ops', says: 'but key_ops permits verify' }] },
    { name: 'X25519 that signs, by alg', code: jwk({ ...x25519, alg: 'EdDSA' }), errors: [{ messageId: 'agreementOnly', severity: 'error', pointer: 'alg' }] },
  ],
})
