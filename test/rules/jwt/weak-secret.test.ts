import rule from '../../../src/rules/jwt/weak-secret.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac, unsigned } from '../../tokens.ts'

const random = 'kJ3n_92hd8-Qz71mXvB4tLw0sYpRfE6a'
const found = (octets: number, encoding = 'text') => ({ facts: { weakSecret: { list: 'common.txt', position: 17, octets, encoding } } })

testRule(rule, {
  valid: [
    { name: 'a random secret', code: hmac(random) },
    { name: 'another family', code: unsigned({ alg: 'RS256' }, undefined, 'AAAA') },
    { name: 'not to be tried', code: hmac('secret'), crack: false },
  ],
  invalid: [
    { name: 'names list, position and length', code: hmac(random), ...found(6), errors: [{ messageId: 'guessed', severity: 'error', confidence: 'certain', pointer: 'signature', says: 'entry 17 of common.txt, 6 octets long)' }] },
    { name: 'names the encoding', code: hmac(random), ...found(32, 'base64'), errors: [{ messageId: 'guessed', says: 'read as base64' }] },
    { name: 'advises what the algorithm needs', code: hmac(random, {}, { alg: 'HS512' }), ...found(6), errors: [{ messageId: 'guessed', says: 'rand -base64 64' }] },
    { name: 'empty', code: hmac(random), ...found(0), errors: [{ messageId: 'empty' }] },
    { name: 'found out from the token alone', code: hmac('secret'), errors: [{ messageId: 'guessed', says: '6 octets' }] },
    { name: 'the newer sample of jwt.io, long enough for every length check', code: hmac('a-string-secret-at-least-256-bits-long'), errors: [{ messageId: 'guessed' }] },
    // CVE-2019-20933, CVE-2026-44699.
    { name: 'an empty secret', code: hmac(''), errors: [{ messageId: 'empty' }] },
  ],
})
