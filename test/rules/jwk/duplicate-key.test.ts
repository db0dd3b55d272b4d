import rule from '../../../src/rules/jwk/duplicate-key.ts'
import { ed25519, jwks, p256, rsa2048, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwks(ed25519, x25519, p256), { name: 'incomplete keys are another rule', code: jwks({ kty: 'RSA' }, { kty: 'RSA' }) }],
  invalid: [
    { name: 'another kid', code: jwks({ ...p256, kid: 'a' }, { ...p256, kid: 'b' }), errors: [{ messageId: 'otherwise', severity: 'warn', pointer: 'kid', says: 'but kid differs' }] },
    { name: 'another alg and use', code: jwks({ ...rsa2048, alg: 'RS256', use: 'sig' }, x25519, { ...rsa2048, alg: 'RSA-OAEP', use: 'enc' }), errors: [{ messageId: 'otherwise', says: 'key 1' }] },
    { name: 'with its private half', code: jwks(rsa2048, { ...rsa2048, kid: 'x', d: 'AQAB' }), errors: [{ messageId: 'otherwise' }] },
    { name: 'written otherwise', code: jwks(rsa2048, { ...rsa2048, kid: 'x', e: 'AAEAAQ' }), errors: [{ messageId: 'otherwise' }] },
    { name: 'the same entry', code: jwks({ ...p256, kid: 'a' }, { kid: 'a', ...p256 }), errors: [{ messageId: 'exact', severity: 'info' }] },
  ],
})
