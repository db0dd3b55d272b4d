import rule from '../../../src/rules/jwk/duplicate-kid.ts'
import { ed25519, jwks, p256, rsa2048, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwks({ ...ed25519, kid: '1' }, { ...x25519, kid: '2' }), { name: 'no kids', code: jwks(ed25519, x25519) }, { name: 'case counts', code: jwks({ ...ed25519, kid: 'a' }, { ...x25519, kid: 'A' }) }],
  invalid: [
    { name: 'the same type', code: jwks({ ...ed25519, kid: '1' }, { ...p256, kid: '2' }, { ...x25519, kid: '1' }), errors: [{ messageId: 'same', severity: 'warn', pointer: 'kid', says: 'as key 1 of the set' }] },
    // RFC 7517 section 4.5: equivalent alternatives of different types may share a kid.
    { name: 'another type', code: jwks({ ...p256, kid: '1' }, { ...rsa2048, kid: '1' }), errors: [{ messageId: 'otherType', severity: 'info' }] },
    { name: 'both', code: jwks({ ...p256, kid: '1' }, { ...ed25519, kid: '1' }, { ...x25519, kid: '1' }), errors: [{ messageId: 'otherType' }, { messageId: 'same', says: 'as key 2 of the set' }] },
  ],
})
