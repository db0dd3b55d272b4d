import { generateKeyPairSync } from 'node:crypto'
import { keyRing } from '../../../src/jwt/keys.ts'
import { parseKeys } from '../../../src/jwt/load-keys.ts'
import rule from '../../../src/rules/jwt/alg-key-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const conflict = { facts: { keys: { supplied: 1, isSet: false, fitting: 0, conflict: 'key k1 is an EC key on P-384' } } }

const p384 = keyRing(parseKeys(Buffer.from(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'pem' })), 'file public.pem'))

testRule(rule, {
  valid: [
    { name: 'no key', code: unsigned({ alg: 'ES256' }) },
    { name: 'a fitting key', code: unsigned({ alg: 'ES256' }), facts: { keys: { supplied: 1, isSet: false, fitting: 1 } } },
  ],
  invalid: [
    { name: 'an ES256 token and a key on P-384', code: unsigned({ alg: 'ES256' }, undefined, 'A'.repeat(86)), keys: p384, errors: [{ messageId: 'conflict', says: 'P-384' }] },
    { name: 'a conflict', code: unsigned({ alg: 'ES256' }), ...conflict, errors: [{ messageId: 'conflict', severity: 'error', pointer: 'header.alg', says: 'may verify ES256: key k1 is an EC key on P-384.' }] },
  ],
})
