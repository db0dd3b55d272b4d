import rule from '../../../src/rules/jwk/missing-kid.ts'
import { ed25519, jwk, jwks, p256 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    // SPIFFE Trust Domain and Bundle section 4.2: only keys for JWTs have a kid.
    { name: 'the certificate of a trust domain beside its key', code: jwks({ ...ed25519, use: 'x509-svid' }, { ...p256, use: 'jwt-svid', kid: '1' }) },
    { name: 'a kid that is a number is another rule', code: jwks({ ...ed25519, kid: '1' }, { ...p256, kid: 2 }) },
    jwk(ed25519), { name: 'alone in a set', code: jwks(ed25519) }, jwks({ ...ed25519, kid: '1' }, { ...p256, kid: '2' }), { name: 'no key at all is another rule', code: jwks({ ...ed25519, kid: '1' }, null) }],
  invalid: [
    { name: 'one of two', code: jwks({ ...ed25519, kid: '1' }, p256), errors: [{ messageId: 'missing', severity: 'warn', says: '2 keys' }] },
    { name: 'all', code: jwks(ed25519, p256), errors: [{ messageId: 'missing' }, { messageId: 'missing' }] },
    { name: 'null', code: jwks({ ...ed25519, kid: '1' }, { ...p256, kid: null }), errors: [{ messageId: 'missing' }] },
    { name: 'empty', code: jwks({ ...ed25519, kid: '1' }, { ...p256, kid: '' }), errors: [{ messageId: 'missing' }] },
  ],
})
