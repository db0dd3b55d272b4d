import rule from '../../../src/rules/jwk/no-rotation-overlap.ts'
import { ed25519, jwk, jwks, p256, rsa2048, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const [a, b, c] = [{ ...ed25519, kid: 'a' }, { ...p256, kid: 'b' }, { ...rsa2048, kid: 'c' }]

testRule(rule, {
  valid: [
    jwks(a, b),
    { name: 'a key by itself', code: jwk(ed25519) },
    { name: 'a private set', code: jwks(a), keyRole: 'private' },
    { name: 'the same as before', code: jwks(a), previous: jwks(a) },
    // Whoever keeps it as PEM knows it by no name.
    { name: 'the same, without a key id before', code: jwks(a), previous: jwks(ed25519) },
    { name: 'one more', code: jwks(a, b), previous: jwks(a) },
    { name: 'a key for encryption left', code: jwks(a, b), previous: jwks(a, { ...x25519, kid: 'x', use: 'enc' }) },
  ],
  invalid: [
    { name: 'one key', code: jwks(a), errors: [{ messageId: 'single', severity: 'info' }] },
    { name: 'one for signatures', code: jwks(a, { ...x25519, use: 'enc' }), errors: [{ messageId: 'single' }] },
    { name: 'none left', code: jwks(c), previous: jwks(a, b), errors: [{ messageId: 'replaced', severity: 'warn' }] },
    { name: 'one gone', code: jwks(b, c), previous: jwks(a, b), errors: [{ messageId: 'gone', severity: 'info', says: '1 key of the earlier set is gone (kid "a")' }] },
    { name: 'another key under the same kid', code: jwks({ ...c, kid: 'a' }, b), previous: jwks(a, b), errors: [{ messageId: 'reused', severity: 'warn', says: 'kid "a"' }, { messageId: 'gone' }] },
    { name: 'nothing but another key under the same kid', code: jwks({ ...c, kid: 'a' }), previous: jwks(a), errors: [{ messageId: 'reused' }, { messageId: 'replaced' }] },
  ],
})
